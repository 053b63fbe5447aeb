package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.BridgeConfig;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Runs;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.Tallies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Handler;

/** Keeps the store's tables bounded: forgets what is older than the configuration says. */
@ApplicationScoped
@Unremovable
public class Retention {

    private static final Duration TALLIES = Duration.ofDays(1);

    private final SyncLog log;
    private final Inbox inbox;
    private final Reviews reviews;
    private final Runs runs;
    private final Tallies tallies;
    private final BridgeConfig.Retention keep;
    private final Clock clock;

    public Retention(SyncLog log, Inbox inbox, Reviews reviews, Runs runs, Tallies tallies, BridgeConfig config,
            Clock clock) {
        this.log = log;
        this.inbox = inbox;
        this.reviews = reviews;
        this.runs = runs;
        this.tallies = tallies;
        this.keep = config.retention();
        this.clock = clock;
    }

    @Handler
    public void forget() {
        Instant now = clock.instant();
        log.divide(now);
        int settled = reviews.forget(now.minus(keep.log()));
        int over = runs.forget(now.minus(keep.log()));
        tallies.forget(now.minus(TALLIES));
        int events = inbox.forgetEvents(now.minus(keep.events()));
        // last, since it fails while somebody works on what it drops
        long rows = log.forget(now.minus(keep.log()));
        if (rows + settled + over + events > 0) {
            PipelineLog.forgotten(rows, settled, over, events);
        }
    }
}
