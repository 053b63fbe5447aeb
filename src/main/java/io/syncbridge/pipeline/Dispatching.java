package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.DueSyncs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Handler;

/**
 * Signals the syncs that have something to do, whoever asked for it: a time has come, or another instance has stored it. A sync that
 * has not run by its definition yet is signalled as well, since only then it is found out whether it may.
 */
@ApplicationScoped
@Unremovable
public class Dispatching {

    private final Definitions definitions;
    private final DueSyncs due;
    private final Taking taking;
    private final WorkSignal signal;
    private final Clock clock;

    public Dispatching(Definitions definitions, DueSyncs due, Taking taking, WorkSignal signal, Clock clock) {
        this.definitions = definitions;
        this.due = due;
        this.taking = taking;
        this.signal = signal;
        this.clock = clock;
    }

    @Handler
    public void dispatch() {
        Instant now = clock.instant();
        Map<String, Instant> begun = new HashMap<>();
        for (SyncDefinition definition : definitions.syncs()) {
            if (taking.hasBegun(definition)) {
                begun.put(definition.name(), definition.batch().latest(now));
            } else {
                signal.now(definition.name());
            }
        }
        due.among(begun, now).forEach(signal::now);
    }
}
