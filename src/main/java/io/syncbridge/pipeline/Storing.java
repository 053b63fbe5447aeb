package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.pipeline.IntakeBatch.Polled;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Inbox.Holding;
import io.syncbridge.store.Streams;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Handler;

/** Intake: stores changes and how far they reach (a poll's cursor and scan, a stream's position) in one transaction. */
@ApplicationScoped
@Unremovable
public class Storing {

    private final Definitions definitions;
    private final Inbox inbox;
    private final Cursors cursors;
    private final Streams streams;
    private final Traces traces;
    private final Clock clock;

    public Storing(Definitions definitions, Inbox inbox, Cursors cursors, Streams streams, Traces traces, Clock clock) {
        this.definitions = definitions;
        this.inbox = inbox;
        this.cursors = cursors;
        this.streams = streams;
        this.traces = traces;
        this.clock = clock;
    }

    /** Returns those of the changes that were new. */
    @Handler
    public List<Change> store(IntakeBatch intake) {
        List<Change> stored = intake.changes().isEmpty() ? List.of()
                : inbox.add(intake.sync(), intake.changes(), holding(intake.sync()), traces.current(), clock.instant());
        if (intake.polled() != null) {
            store(intake.sync(), intake.system(), intake.polled());
        }
        if (intake.reached() != null) {
            streams.move(intake.sync(), intake.system(), intake.reached().stream(), intake.reached().position(), clock.instant());
        }
        return stored;
    }

    private void store(String sync, String system, Polled polled) {
        if (!cursors.isUnderWay(sync, system, polled.scan())) {
            return;
        }
        if (polled.cursor() != null) {
            cursors.move(sync, system, polled.cursor(), clock.instant());
        }
        cursors.looked(sync, system, polled.look());
        if (polled.endsScan()) {
            cursors.nextScan(sync, system, clock.instant());
        }
    }

    private Holding holding(String sync) {
        SyncDefinition.Batch batch = definitions.find(sync).orElseThrow().batch();
        return new Holding() {

            @Override
            public boolean isProlonged(String system) {
                return batch.rests().containsKey(system);
            }

            @Override
            public Instant until(String system, Instant since, Instant now) {
                return batch.heldUntil(system, since, now);
            }
        };
    }
}
