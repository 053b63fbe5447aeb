package io.syncbridge.pipeline;

import io.syncbridge.component.Intake;
import io.syncbridge.component.StreamPosition;
import io.syncbridge.model.Change;
import io.syncbridge.store.Streams;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Leads from the {@code sync} component into the intake route. */
@Singleton
public class IntakeGateway implements Intake {

    private final ProducerTemplate template;
    private final Instance<Polling> polling;
    private final Streams streams;

    public IntakeGateway(ProducerTemplate template, Instance<Polling> polling, Streams streams) {
        this.template = template;
        this.polling = polling;
        this.streams = streams;
    }

    @Override
    public int take(String sync, String system, List<Change> changes) {
        return take(IntakeBatch.told(sync, system, changes, null));
    }

    @Override
    public int take(String sync, String system, List<Change> changes, StreamPosition reached) {
        return take(IntakeBatch.told(sync, system, changes, reached));
    }

    @Override
    public Optional<String> position(String sync, String system, String stream) {
        return streams.position(sync, system, stream);
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
