package io.syncbridge.it;

import io.syncbridge.component.SyncHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
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
        message.setBody(get(name).handle(message.getHeader(SyncHeaders.ACTION, String.class), message.getBody()));
    }
}
