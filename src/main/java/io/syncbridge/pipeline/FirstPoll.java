package io.syncbridge.pipeline;

import io.syncbridge.BridgeConfig;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A system's first poll takes in all that it holds. Where {@code bridge.backfill-first} is set it waits until somebody has
 * begun the sync by a backfill, or by a plan that was applied.
 */
@ApplicationScoped
public class FirstPoll {

    private final Runs runs;
    private final Cursors cursors;
    private final boolean backfillFirst;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    FirstPoll(Runs runs, Cursors cursors, BridgeConfig config) {
        this.runs = runs;
        this.cursors = cursors;
        this.backfillFirst = config.backfillFirst();
    }

    /** Says whether the system is not polled yet. */
    public boolean waits(String sync, String system) {
        String name = sync + "/" + system;
        if (!backfillFirst || begun.contains(name)) {
            return false;
        }
        if (cursors.read(sync, system).isPresent() || runs.anyDone(sync, List.of(Runs.Kind.BACKFILL, Runs.Kind.APPLY))) {
            begun.add(name);
            return false;
        }
        if (told.add(name)) {
            PipelineLog.notBegun(sync, system);
        }
        return true;
    }
}
