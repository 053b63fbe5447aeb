package io.syncbridge.pipeline;

import io.syncbridge.mapping.Forms;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is known of a sync's systems while a batch is under way.
 *
 * @param forms in which forms they may hold values beside those that the definition writes
 * @param clockOffsets how far each system's clock is ahead of the bridge's
 * @param lags how long each may go on to show what was before a write
 * @param whole which show records as a whole when they are read
 */
record SystemFacts(Forms forms, Map<String, Duration> clockOffsets, Function<String, Duration> lags, Predicate<String> whole) {

    /** Systems whose clocks agree with the bridge's and that show a write at once. */
    static final SystemFacts PLAIN = new SystemFacts(Forms.NONE, Map.of(), system -> Duration.ZERO, system -> false);

    Duration lag(String system) {
        return lags.apply(system);
    }

    Duration clockOffset(String system) {
        return clockOffsets.getOrDefault(system, Duration.ZERO);
    }

    boolean showsWhole(String system) {
        return whole.test(system);
    }
}
