package io.syncbridge.pipeline;

import io.syncbridge.store.Cursors;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Streams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import org.apache.camel.Handler;

/** Intake: stores changes and how far they reach: a poll's cursor, a stream's position. Runs in one transaction. */
@ApplicationScoped
@Named("intake")
public class Storing {

    private final Inbox inbox;
    private final Cursors cursors;
    private final Streams streams;
    private final Traces traces;
    private final Clock clock;

    public Storing(Inbox inbox, Cursors cursors, Streams streams, Traces traces, Clock clock) {
        this.inbox = inbox;
        this.cursors = cursors;
        this.streams = streams;
        this.traces = traces;
        this.clock = clock;
    }

    /** Returns how many of the changes were new. */
    @Handler
    public int store(IntakeBatch intake) {
        int stored = intake.changes().isEmpty() ? 0
                : inbox.add(intake.sync(), intake.changes(), traces.current(), clock.instant());
        if (intake.cursor() != null) {
            cursors.move(intake.sync(), intake.system(), intake.cursor(), clock.instant());
        }
        if (intake.reached() != null) {
            streams.move(intake.sync(), intake.system(), intake.reached().stream(), intake.reached().position(), clock.instant());
        }
        return stored;
    }
}
