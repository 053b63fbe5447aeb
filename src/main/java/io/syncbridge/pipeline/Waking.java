package io.syncbridge.pipeline;

import io.syncbridge.component.SystemBack;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Instant;

/** Lets everything go on that waited for a system which answers again. */
@ApplicationScoped
public class Waking {

    private final Definitions definitions;
    private final Deliveries deliveries;
    private final Inbox inbox;
    private final WorkSignal signal;
    private final Clock clock;

    public Waking(Definitions definitions, Deliveries deliveries, Inbox inbox, WorkSignal signal, Clock clock) {
        this.definitions = definitions;
        this.deliveries = deliveries;
        this.inbox = inbox;
        this.signal = signal;
        this.clock = clock;
    }

    void wake(@ObservesAsync SystemBack back) {
        Instant now = clock.instant();
        deliveries.wake(back.system(), now);
        inbox.wake(back.system(), now);
        definitions.syncs().stream().filter(sync -> sync.system(back.system()) != null).map(SyncDefinition::name)
                .forEach(signal::now);
    }
}
