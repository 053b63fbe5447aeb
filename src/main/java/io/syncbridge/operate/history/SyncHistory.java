package io.syncbridge.operate.history;

import io.syncbridge.store.History.Level;
import io.syncbridge.store.SyncLog.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a sync was over a span of time. */
public record SyncHistory(String sync, Span span, List<Step> steps) {

    /**
     * One step of the span.
     *
     * @param at when it begins
     * @param lagSeconds the longest lag; {@code null} where nobody has looked
     * @param reviews the most open reviews, likewise
     * @param failed the most failed changes that needed a person, likewise
     */
    public record Step(Instant at, long successes, long skipped, long conflicts, long failures, Long lagSeconds, Long reviews, Long failed) {
    }

    static SyncHistory of(String sync, Span span, Map<Instant, Map<Status, Long>> outcomes, Map<Instant, Level> levels, Instant now) {
        var counted = new HashMap<Instant, Map<Status, Long>>();
        outcomes.forEach((hour, counts) -> counts.forEach((status, number) ->
                counted.computeIfAbsent(span.stepOf(hour), step -> new HashMap<>()).merge(status, number, Long::sum)));
        var highest = new HashMap<Instant, Level>();
        levels.forEach((hour, level) -> highest.merge(span.stepOf(hour), level, (one, other) -> new Level(
                Math.max(one.lagSeconds(), other.lagSeconds()), Math.max(one.reviews(), other.reviews()), Math.max(one.failed(), other.failed()))));
        return new SyncHistory(sync, span, span.steps(now).stream().map(at ->
                step(at, counted.getOrDefault(at, Map.of()), highest.get(at))).toList());
    }

    private static Step step(Instant at, Map<Status, Long> counts, Level level) {
        return new Step(at, counts.getOrDefault(Status.SUCCESS, 0L), counts.getOrDefault(Status.SKIPPED, 0L), counts.getOrDefault(Status.CONFLICT, 0L),
                counts.getOrDefault(Status.FAILED, 0L), level == null ? null : level.lagSeconds(), level == null ? null : level.reviews(),
                level == null ? null : level.failed());
    }
}
