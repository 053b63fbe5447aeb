package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.OddAnswerException;

/** Salesforce refused a whole request for a reason that does not pass. */
final class RefusedException extends OddAnswerException {

    private final transient SalesforceError error;
    private final int status;

    RefusedException(String message, int status, SalesforceError error) {
        super(message);
        this.status = status;
        this.error = error;
    }

    SalesforceError error() {
        return error;
    }

    /** Says whether something that the request holds was refused, so that another part of it might be accepted. */
    boolean isForItsContent() {
        return status == 400 || isForItsSize();
    }

    /** Says whether it was too large or too complicated. */
    boolean isForItsSize() {
        return status == 413 || status == 414 || status == 431 || error.code().equals("QUERY_TOO_COMPLICATED")
                || error.code().equals("OPERATION_TOO_LARGE") || error.code().equals("URI_TOO_LONG");
    }
}
