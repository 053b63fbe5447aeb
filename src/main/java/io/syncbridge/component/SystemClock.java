package io.syncbridge.component;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * How far a system's clock is ahead of the bridge's, told from the times that it shows in its answers. Each answer bounds
 * the offset: the system read its clock between the call and the answer. The narrowest of the last bounds counts
 * (as in Cristian's algorithm); clocks that may agree, do.
 */
final class SystemClock {

    /** The offset lies between the two, in milliseconds. */
    private record Bounds(long from, long to) {

        long width() {
            return to - from;
        }
    }

    private static final int REMEMBERED = 32;

    /** What the bounds of one answer leave open anyway. */
    private static final Duration NEWS = Duration.ofSeconds(1);

    private final Deque<Bounds> last = new ArrayDeque<>();
    private volatile Duration offset;
    private volatile Duration remembered;

    /** @param remembered the offset until the first showing */
    SystemClock(Duration remembered) {
        this.offset = remembered;
        this.remembered = remembered;
    }

    /**
     * Takes in one showing of the clock.
     *
     * @param shown the system's time
     * @param precision what the system leaves away; a second for a time without fractions
     * @param called when the bridge called, by its own clock
     * @param answered when the answer was there
     */
    synchronized void shows(Instant shown, Duration precision, Instant called, Instant answered) {
        last.addLast(new Bounds(Duration.between(answered, shown).toMillis(),
                Duration.between(called, shown.plus(precision)).toMillis()));
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
        Bounds best = last.stream().min(Comparator.comparingLong(Bounds::width)).orElseThrow();
        boolean mayAgree = best.from() <= 0 && best.to() >= 0;
        offset = mayAgree ? Duration.ZERO : Duration.ofMillis((best.from() + best.to()) / 2);
    }

    Duration offset() {
        return offset;
    }

    /** Returns whether others should learn of the offset, who know what was {@linkplain #remembered remembered} only. */
    boolean isNews() {
        return offset.minus(remembered).abs().compareTo(NEWS) >= 0;
    }

    void remembered(Duration told) {
        remembered = told;
    }
}
