package io.syncbridge.component;

/**
 * How many calls of a system were made and how long they took.
 *
 * @param errors those of them that failed, be it that the system did not answer or that it refused the whole call
 * @param millis how long all of them took together
 * @param slowestMillis how long the slowest took
 * @param waitedMillis how long they waited together for what the settings allow at once and in a second
 */
public record Calls(long calls, long errors, long millis, long slowestMillis, long waitedMillis) {

    public static final Calls NONE = new Calls(0, 0, 0, 0, 0);

    /** Returns those that were made since {@code earlier}; the slowest is the slowest since the numbers were last asked for. */
    public Calls since(Calls earlier) {
        return new Calls(calls - earlier.calls, errors - earlier.errors, millis - earlier.millis, slowestMillis, waitedMillis - earlier.waitedMillis);
    }
}
