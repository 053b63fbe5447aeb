package io.syncbridge.component;

import java.time.Duration;

/** Counts the calls of a system. */
final class CallCounts {

    private long calls;
    private long errors;
    private long nanos;
    private long slowestNanos;
    private long waitedNanos;

    synchronized void add(boolean isError, long waited, long took) {
        calls++;
        errors += isError ? 1 : 0;
        nanos += took;
        waitedNanos += waited;
        slowestNanos = Math.max(slowestNanos, took);
    }

    /** Returns the counts since the start, and the slowest call since this was last asked. */
    synchronized Calls now() {
        var now = new Calls(calls, errors, millis(nanos), millis(slowestNanos), millis(waitedNanos));
        slowestNanos = 0;
        return now;
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
