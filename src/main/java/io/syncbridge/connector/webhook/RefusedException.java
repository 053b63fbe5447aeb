package io.syncbridge.connector.webhook;

/** A webhook is not taken in; the sender is told why. */
public class RefusedException extends Exception {

    private final int status;

    /** @param status the HTTP status of the answer */
    public RefusedException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
