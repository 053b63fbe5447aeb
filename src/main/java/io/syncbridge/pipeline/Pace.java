package io.syncbridge.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many changes of a sync are worked on together: more while full batches are quick, since each batch costs the same
 * statements, and fewer where a system is slow, so that what is done is settled, and seen, every few seconds.
 */
final class Pace {

    static final int FIRST = 250;
    static final int LEAST = 25;
    static final Duration QUICK = Duration.ofSeconds(1);
    static final Duration SLOW = Duration.ofSeconds(5);

    private final Map<String, Integer> sizes = new ConcurrentHashMap<>();

    /** Returns the size of the sync's next batch, {@code most} at the most. */
    int size(String sync, int most) {
        return Math.min(most, sizes.getOrDefault(sync, FIRST));
    }

    /**
     * Learns from a batch that was settled.
     *
     * @param size how many it might have held
     * @param full whether it held so many
     */
    void settled(String sync, int size, boolean full, Duration took) {
        if (took.compareTo(SLOW) > 0) {
            sizes.put(sync, Math.max(LEAST, size / 2));
        } else if (full && took.compareTo(QUICK) < 0) {
            sizes.put(sync, size * 2);
        }
    }
}
