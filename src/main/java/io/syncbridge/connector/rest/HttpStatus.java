package io.syncbridge.connector.rest;

import io.syncbridge.model.Refusal;

/** The one table of what HTTP statuses mean for a call that is not a success. */
public final class HttpStatus {

    private HttpStatus() {
    }

    /** Returns why a call that was answered with this status was not carried out. */
    public static Refusal refusal(int status) {
        return switch (status) {
            // a page for logins or maintenance, for now; a permanent move is for the route to follow
            case 302, 303, 307 -> Refusal.PASSING;
            // refused credentials are mended for all records at once
            case 401, 407, 408, 421, 425 -> Refusal.PASSING;
            case 402, 429, 507 -> Refusal.QUOTA;
            case 403, 451 -> Refusal.PERMISSION;
            case 404, 405, 406, 411, 414, 415, 426, 431, 501, 505 -> Refusal.OURS;
            case 409 -> Refusal.UNIQUE;
            case 423 -> Refusal.BUSY;
            case 508 -> Refusal.RECORD;
            default -> status >= 500 ? Refusal.PASSING : status >= 400 ? Refusal.RECORD : Refusal.OURS;
        };
    }

    /** Says whether the status means that the record asked for is not there. */
    static boolean isGone(int status) {
        return status == 404 || status == 410;
    }
}
