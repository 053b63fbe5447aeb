package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.OddAnswerException;

/** A request named a field that the object does not have (any more), or that the login may not see. */
class UnknownFieldException extends OddAnswerException {

    UnknownFieldException(String message) {
        super(message);
    }
}
