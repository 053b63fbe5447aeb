package io.syncbridge.operate.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How far back a history goes, and how long each of its steps is. */
public enum Span {

    DAY(24, Duration.ofHours(1)),
    WEEK(56, Duration.ofHours(3)),
    MONTH(30, Duration.ofDays(1));

    private final int steps;
    private final Duration step;

    Span(int steps, Duration step) {
        this.steps = steps;
        this.step = step;
    }

    public Duration step() {
        return step;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns when the steps begin, the oldest first; the last is the one in which {@code now} lies. Days are those of UTC. */
    public List<Instant> steps(Instant now) {
        long last = now.getEpochSecond() / step.toSeconds();
        return IntStream.rangeClosed(1 - steps, 0).mapToObj(i -> Instant.ofEpochSecond((last + i) * step.toSeconds())).toList();
    }

    /** Returns when the step begins in which the time lies. */
    public Instant stepOf(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() / step.toSeconds() * step.toSeconds());
    }
}
