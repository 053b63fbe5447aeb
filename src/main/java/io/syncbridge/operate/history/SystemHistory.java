package io.syncbridge.operate.history;

import io.syncbridge.store.History.Calls;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a system is, and was over a span of time.
 *
 * @param syncs the syncs that it takes part in
 * @param circuit {@code closed} while it is called, {@code open} while it is left alone
 * @param downSince since when an instance of the bridge has no answer of it; {@code null} where all have
 * @param pausedUntil until when this instance leaves it alone; {@code null} while it does not
 * @param reason why; {@code null} while it is not down
 * @param clockOffset how far its clock is ahead of the bridge's
 * @param quota how much of its quota was used up when it last said so; {@code null} where it never did
 * @param quotaAt when that was
 * @param atOnce the most calls at once, by the settings; {@code null} for any number
 * @param perSecond likewise in a second
 */
public record SystemHistory(String system, List<String> syncs, String circuit, Instant downSince, Instant pausedUntil, String reason,
        Duration clockOffset, String quota, Instant quotaAt, Integer atOnce, Integer perSecond, Span span, List<Step> steps) {

    /**
     * One step of the span.
     *
     * @param meanMillis how long a call took on average; {@code null} where there was none
     * @param waitedMillis how long a call waited on average for what the settings allow, likewise
     */
    public record Step(Instant at, long calls, long errors, Long meanMillis, Long slowestMillis, Long waitedMillis) {
    }

    static List<Step> steps(Span span, Map<Instant, Calls> hours, Instant now) {
        var sums = new HashMap<Instant, Calls>();
        hours.forEach((hour, calls) -> sums.merge(span.stepOf(hour), calls, (one, other) -> new Calls(one.calls() + other.calls(),
                one.errors() + other.errors(), one.millis() + other.millis(), Math.max(one.slowestMillis(), other.slowestMillis()),
                one.waitedMillis() + other.waitedMillis())));
        return span.steps(now).stream().map(at -> step(at, sums.get(at))).toList();
    }

    private static Step step(Instant at, Calls calls) {
        return calls == null || calls.calls() == 0 ? new Step(at, 0, 0, null, null, null) : new Step(at, calls.calls(), calls.errors(),
                calls.millis() / calls.calls(), calls.slowestMillis(), calls.waitedMillis() / calls.calls());
    }

    public long calls() {
        return steps.stream().mapToLong(Step::calls).sum();
    }

    public long errors() {
        return steps.stream().mapToLong(Step::errors).sum();
    }
}
