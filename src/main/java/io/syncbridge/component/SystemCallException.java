package io.syncbridge.component;

import java.time.Duration;
import java.util.Optional;

/** A system could not be asked, or its answer makes no sense; the message says which and what to look at. */
public class SystemCallException extends RuntimeException {

    private final boolean passing;
    private final Duration retryAfter;
    private final boolean ofRoute;

    public SystemCallException(String message, boolean passing, Throwable cause) {
        this(message, passing, null, cause);
    }

    /** @param retryAfter how long the system asks to be left alone; {@code null} where it does not say */
    public SystemCallException(String message, boolean passing, Duration retryAfter, Throwable cause) {
        this(message, passing, retryAfter, false, cause);
    }

    private SystemCallException(String message, boolean passing, Duration retryAfter, boolean ofRoute, Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.retryAfter = retryAfter;
        this.ofRoute = ofRoute;
    }

    /** Returns a passing trouble of one route, such as a table that is gone, which says nothing about the system behind it. */
    public static SystemCallException ofRoute(String message, Throwable cause) {
        return new SystemCallException(message, true, null, true, cause);
    }

    /** Says whether the trouble is the route's alone, so that others may go on to call the system. */
    public boolean isOfRoute() {
        return ofRoute;
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
