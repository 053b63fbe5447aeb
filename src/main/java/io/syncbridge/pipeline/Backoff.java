package io.syncbridge.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before trying again: doubling from one second to ten minutes, spread so that retries do not meet. */
public final class Backoff {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration TOGETHER = Duration.ofSeconds(5);
    private static final Duration TOGETHER_IN_MOTION = Duration.ofSeconds(30);

    /** How often what another record stands in the way of is tried before a person is told, for about a minute. */
    private static final int TRIES_TOGETHER = 12;

    private Backoff() {
    }

    /**
     * @param attempts how often it was tried already, from 1
     * @param asked how long the system asked to be left alone; {@code null} if it did not
     */
    public static Duration after(int attempts, Duration asked) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(attempts - 1, 10));
        Duration wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        Duration spread = wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 2 + 1));
        return asked != null && asked.compareTo(spread) > 0 ? asked : spread;
    }

    /** Says whether it is time to tell a person of a write that another record stands in the way of. @param attempts likewise */
    static boolean isForAPerson(int attempts) {
        return attempts > TRIES_TOGETHER;
    }

    /**
     * Returns when a write is tried again that another record stands in the way of: soon at first, and then every ten minutes, since
     * people may make room behind the bridge's back. Such writes may have to be made together, so that all are due at the same moments.
     */
    static Instant together(int attempts, Instant now) {
        return next(isForAPerson(attempts) ? LONGEST : TOGETHER, now);
    }

    /** Returns when what a person was told of is tried again at the latest, since something has changed in its system. */
    static Instant togetherInMotion(Instant now) {
        return next(TOGETHER_IN_MOTION, now);
    }

    private static Instant next(Duration step, Instant now) {
        return Instant.ofEpochSecond((now.getEpochSecond() / step.toSeconds() + 1) * step.toSeconds());
    }

    static Duration afterSystemCall() {
        return after(2, null);
    }
}
