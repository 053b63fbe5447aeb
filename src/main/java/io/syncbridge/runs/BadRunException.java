package io.syncbridge.runs;

/** A run cannot be made of what was asked for; the message says what is wrong and what is allowed. */
public final class BadRunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BadRunException(String message) {
        super(message);
    }
}
