package io.syncbridge.it;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.model.SyncAction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** The systems in memory that test routes talk to. */
@ApplicationScoped
@Named("memorySystems")
public class MemorySystems {

    private final Map<String, MemorySystem> systems = new ConcurrentHashMap<>();

    public MemorySystem get(String name) {
        return systems.computeIfAbsent(name, MemorySystem::new);
    }

    public void handle(Exchange exchange, String name) {
        var message = exchange.getMessage();
        String action = message.getHeader(SyncHeaders.ACTION, String.class);
        message.setBody(get(name).handle(action, message.getBody()));
        message.setHeader(SyncHeaders.CLOCK, Instant.now().plus(get(name).ahead()));
        message.setHeader(SyncHeaders.CURRENT, true);
        message.setHeader(SyncHeaders.WHOLE, true);
        if (SyncAction.of(action) == SyncAction.CHANGES) {
            message.setHeader(SyncHeaders.SCAN_COMPLETE, true);
        }
    }

    /** A system that shows nothing of what is written to it. */
    public void handleWrites(Exchange exchange, String name) {
        String action = exchange.getMessage().getHeader(SyncHeaders.ACTION, String.class);
        exchange.getMessage().setBody(MemorySystem.isReading(action) ? List.of() : get(name).handle(action, exchange.getMessage().getBody()));
    }

    /** A system whose scan comes in pages. */
    public void handleInPages(Exchange exchange, String name) {
        var message = exchange.getMessage();
        if (SyncAction.of(message.getHeader(SyncHeaders.ACTION, String.class)) != SyncAction.CHANGES) {
            handle(exchange, name);
            return;
        }
        int limit = message.getHeader(SyncHeaders.LIMIT, Integer.class);
        List<Map<String, Object>> page = get(name).page(message.getHeader(SyncHeaders.CURSOR, String.class), limit);
        boolean more = page.size() == limit;
        message.setBody(page);
        message.setHeader(SyncHeaders.MORE, more);
        message.setHeader(SyncHeaders.SCAN_COMPLETE, !more);
        message.setHeader(SyncHeaders.CURSOR, more ? page.get(page.size() - 1).get(ReportKeys.ID) : null);
    }
}
