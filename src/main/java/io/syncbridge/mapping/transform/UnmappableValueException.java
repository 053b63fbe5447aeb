package io.syncbridge.mapping.transform;

/** A value that a transform cannot turn; the message is shown to people, with field and record added by the mapping. */
public class UnmappableValueException extends RuntimeException {

    public UnmappableValueException(String message) {
        super(message, null, false, false);
    }
}
