package io.syncbridge.operate.monitor;

import io.syncbridge.runs.compare.Agreement;
import io.syncbridge.store.Runs;
import jakarta.enterprise.context.ApplicationScoped;

/** What each sync's last comparison came to. The store is opened when somebody asks, since commands work without it. */
@ApplicationScoped
public class LastComparisons {

    private static final int LOOKED_BACK = 10;

    private final Runs runs;

    public LastComparisons(Runs runs) {
        this.runs = runs;
    }

    /** Returns the share that agreed, from 0 to 1; NaN where no comparison is done, or the store is away. */
    double share(String sync) {
        try {
            return runs.list(sync, Runs.Kind.COMPARE, null, LOOKED_BACK).items().stream()
                    .filter(run -> run.state() == Runs.State.DONE).findFirst()
                    .map(run -> Agreement.of(run.tally()).getShare()).orElse(Double.NaN);
        } catch (RuntimeException away) {
            return Double.NaN;
        }
    }
}
