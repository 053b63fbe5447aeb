package io.syncbridge.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Tries what a service may refuse or cut off. */
final class Patience {

    private Patience() {
    }

    static void until(Callable<Boolean> done) {
        await().pollInSameThread().ignoreExceptions().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20)).until(done);
    }
}
