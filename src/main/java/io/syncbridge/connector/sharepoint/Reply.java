package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;

/**
 * What became of a part of a batch.
 *
 * @param answer whatever its status; {@code null} where the part was not sent or not answered
 * @param away why there is no answer
 */
record Reply(Answer answer, PassingException away) {

    static Reply of(Answer answer) {
        return new Reply(answer, null);
    }

    static Reply none(PassingException away) {
        return new Reply(null, away);
    }

    boolean isThrottled() {
        return answer != null && answer.status() == GraphClient.TOO_MANY;
    }

    /** Says whether the part was refused its token, with which the batch itself was accepted. */
    boolean isUnauthorized() {
        return answer != null && answer.status() == GraphClient.UNAUTHORIZED;
    }

    /** Returns the answer, whatever its status. @throws PassingException if there is none, or the login is refused */
    Answer get() throws PassingException {
        if (away != null) {
            throw away;
        }
        if (isUnauthorized()) {
            throw new PassingException(answer.sentence() + " Check the login's client-secret and scope.", null, null);
        }
        return answer;
    }

    Answer orThrow() throws PassingException, OddAnswerException {
        return get().orThrow();
    }
}
