package io.syncbridge;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for something that is going to happen: long enough for a machine ten times slower than a quiet one. */
public final class Patience {

    public static final Duration LIMIT = Duration.ofMinutes(5);

    private Patience() {
    }

    /** Waits for a condition as long as a slow machine may need. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LIMIT);
    }

    /** Tries what a service may refuse or cut off until it is done. */
    public static void until(Callable<Boolean> done) {
        await().pollInSameThread().ignoreExceptions().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50)).until(done);
    }
}
