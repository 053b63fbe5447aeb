package io.syncbridge.component;

/** What was handed to the bridge as changes cannot be understood; nothing of it was stored. */
public class BadChangeException extends IllegalArgumentException {

    public BadChangeException(String message) {
        super(message);
    }

    public BadChangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
