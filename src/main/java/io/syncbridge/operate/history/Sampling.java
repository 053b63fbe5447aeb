package io.syncbridge.operate.history;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Calls;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.store.History;
import io.syncbridge.store.History.Level;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Notes from time to time how the syncs are, and what this instance has called since the last time. */
@ApplicationScoped
public class Sampling {

    private final SyncsView view;
    private final SystemGuards guards;
    private final History history;
    private final BridgeConfig.Retention keep;
    private final Clock clock;
    private final Map<String, Calls> noted = new HashMap<>();

    public Sampling(SyncsView view, SystemGuards guards, History history, BridgeConfig config, Clock clock) {
        this.view = view;
        this.guards = guards;
        this.history = history;
        this.keep = config.retention();
        this.clock = clock;
    }

    /** Called by one thread. */
    public void sample() {
        Instant now = clock.instant();
        guards.calls().forEach((system, calls) -> calls(system, calls, now));
        history.raise(view.overview().syncs().stream().collect(Collectors.toMap(SyncsView.SyncState::sync,
                sync -> new Level(sync.lagSeconds(), sync.reviews(), sync.failed()))), now);
    }

    /** What the store did not take stays to be noted the next time. */
    private void calls(String system, Calls calls, Instant now) {
        Calls since = calls.since(noted.getOrDefault(system, Calls.NONE));
        if (since.calls() > 0) {
            history.addCalls(system, new History.Calls(since.calls(), since.errors(), since.millis(), since.slowestMillis(), since.waitedMillis()), now);
            noted.put(system, calls);
        }
    }

    public void forget() {
        history.forget(clock.instant().minus(keep.log()));
    }
}
