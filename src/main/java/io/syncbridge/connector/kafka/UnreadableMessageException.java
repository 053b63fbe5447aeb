package io.syncbridge.connector.kafka;

/** A message, or its key, cannot be read; the message says why, as a sentence. */
final class UnreadableMessageException extends Exception {

    UnreadableMessageException(String why) {
        super(why, null, false, false);
    }
}
