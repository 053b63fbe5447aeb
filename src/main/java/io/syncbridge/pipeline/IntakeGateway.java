package io.syncbridge.pipeline;

import io.syncbridge.component.Intake;
import io.syncbridge.model.Change;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Leads from the {@code sync} component into the intake route. */
@Singleton
public class IntakeGateway implements Intake {

    private final ProducerTemplate template;
    private final Instance<Polling> polling;

    public IntakeGateway(ProducerTemplate template, Instance<Polling> polling) {
        this.template = template;
        this.polling = polling;
    }

    @Override
    public int take(String sync, String system, List<Change> changes) {
        return take(new IntakeBatch(sync, system, changes, null));
    }

    @Override
    public void poll(String sync, String system) {
        polling.get().poll(sync, system, this);
    }

    int take(IntakeBatch intake) {
        try {
            return template.requestBody("direct:intake", intake, Integer.class);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
