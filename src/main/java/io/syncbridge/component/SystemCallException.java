package io.syncbridge.component;

import java.time.Duration;
import java.util.Optional;

/** A system could not be asked, or its answer makes no sense; the message says which and what to look at. */
public class SystemCallException extends RuntimeException {

    private final boolean passing;
    private final Duration retryAfter;

    public SystemCallException(String message, boolean passing, Throwable cause) {
        this(message, passing, null, cause);
    }

    /** @param retryAfter how long the system asks to be left alone; {@code null} where it does not say */
    public SystemCallException(String message, boolean passing, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** Says whether the same call may succeed later without anybody's help. */
    public boolean isPassing() {
        return passing;
    }

    /** Returns how long the system asks to be left alone, where it says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
