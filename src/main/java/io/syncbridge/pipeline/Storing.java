package io.syncbridge.pipeline;

import io.syncbridge.store.Cursors;
import io.syncbridge.store.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import org.apache.camel.Handler;

/** Intake: stores changes and, for a poll, the cursor behind them. Runs in one transaction. */
@ApplicationScoped
@Named("intake")
public class Storing {

    private final Inbox inbox;
    private final Cursors cursors;
    private final Traces traces;
    private final Clock clock;

    public Storing(Inbox inbox, Cursors cursors, Traces traces, Clock clock) {
        this.inbox = inbox;
        this.cursors = cursors;
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
        return stored;
    }
}
