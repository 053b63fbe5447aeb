package io.syncbridge.component;

/** A system could not be asked, or its answer makes no sense; the message says which and what to look at. */
public class SystemCallException extends RuntimeException {

    private final boolean passing;

    public SystemCallException(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** Says whether the same call may succeed later without anybody's help. */
    public boolean isPassing() {
        return passing;
    }
}
