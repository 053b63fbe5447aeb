package io.syncbridge.operate.monitor;

import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.operate.view.SyncsView.SyncState;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** How the syncs are, looked up at most every few seconds however many meters and beans ask. */
@Singleton
public class SyncSnapshot {

    private static final Logger LOG = Logger.getLogger(SyncSnapshot.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final SyncsView view;
    private final Clock clock;
    private Map<String, SyncState> last = Map.of();
    private Instant taken = Instant.EPOCH;

    public SyncSnapshot(SyncsView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    /** Returns the sync's state; empty where the store cannot be asked. */
    public synchronized Optional<SyncState> of(String sync) {
        Instant now = clock.instant();
        if (taken.plus(FRESH).isBefore(now)) {
            taken = now;
            last = look();
        }
        return Optional.ofNullable(last.get(sync));
    }

    /** Whoever has just changed something sees it. */
    public synchronized void forget() {
        taken = Instant.EPOCH;
    }

    private Map<String, SyncState> look() {
        try {
            return view.overview().syncs().stream().collect(Collectors.toMap(SyncState::sync, state -> state));
        } catch (RuntimeException e) {
            LOG.debugf(e, "The store cannot be asked for the metrics.");
            return Map.of();
        }
    }
}
