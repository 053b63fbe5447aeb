package io.syncbridge.connector.rest;

/** The system's answer cannot be used, and asking again will not help; the message names what to change. */
public class OddAnswerException extends Exception {

    public OddAnswerException(String message) {
        super(message);
    }
}
