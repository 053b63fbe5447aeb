package io.syncbridge.connector.sharepoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.jboss.logging.Logger;

/** Polls systems that told us of changes. Many notifications before a poll are answered by it, one during a poll by another. */
@ApplicationScoped
class NotifiedPolls {

    private static final Logger LOG = Logger.getLogger(NotifiedPolls.class);

    private final CamelContext context;
    private final ProducerTemplate template;
    private final Set<SystemName> waiting = ConcurrentHashMap.newKeySet();
    private ExecutorService executor;

    NotifiedPolls(CamelContext context, ProducerTemplate template) {
        this.context = context;
        this.template = template;
    }

    /** Has the system polled soon, and returns at once. */
    void soon(SystemName system) {
        if (waiting.add(system)) {
            executor().execute(() -> poll(system));
        }
    }

    private void poll(SystemName system) {
        waiting.remove(system);
        try {
            template.sendBody("sync:" + system + "?action=poll", null);
        } catch (RuntimeException failed) {
            LOG.warnf("Graph told of changes of %s, but they could not be polled: %s The next poll will find them.", system,
                    failed.getMessage());
        }
    }

    synchronized void stop(@Observes CamelContextStoppingEvent stopping) {
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    private synchronized ExecutorService executor() {
        if (executor == null) {
            executor = context.getExecutorServiceManager().newCachedThreadPool(this, "graph-notified-polls");
        }
        return executor;
    }
}
