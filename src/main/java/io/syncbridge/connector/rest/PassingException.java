package io.syncbridge.connector.rest;

import java.io.IOException;
import java.time.Duration;

/** The system is away, busy or has had enough for now; the same call may succeed later. */
public class PassingException extends IOException {

    private final transient Duration retryAfter;

    /** @param retryAfter how long the system wants to be left alone; {@code null} where it does not say */
    public PassingException(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** Returns how long the system wants to be left alone; {@code null} where it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
