package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.definition.Definitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;

/** Has syncs worked on, side by side: of each one batch at a time, and another one if it is signalled meanwhile. */
@ApplicationScoped
@Unremovable
public class WorkSignal {

    private final Definitions definitions;
    private final ProducerTemplate template;
    private final ExecutorService threads;
    private final Turns turns = new Turns();
    private volatile boolean stopping;

    public WorkSignal(Definitions definitions, ProducerTemplate template, CamelContext camel) {
        this.definitions = definitions;
        this.template = template;
        this.threads = camel.getExecutorServiceManager().newCachedThreadPool(this, "work");
    }

    /** Has a sync worked on that changes have come for, unless its definition collects them for a while. */
    public void arrived(String sync) {
        if (definitions.find(sync).orElseThrow().batch().every().isZero()) {
            now(sync);
        }
    }

    /** Has a sync worked on, even if it collects changes. */
    public void now(String sync) {
        if (!stopping) {
            turns.run(sync, threads, () -> work(sync));
        }
    }

    private void work(String sync) {
        if (!stopping) {
            template.sendBody("direct:pipeline", sync);
        }
    }

    void stopping(@Observes CamelContextStoppingEvent event) {
        stopping = true;
    }
}
