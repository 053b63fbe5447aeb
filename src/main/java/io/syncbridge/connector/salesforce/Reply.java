package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.Json;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Salesforce answered to one request.
 *
 * @param call method and path without query, for messages: {@code GET /services/data/v62.0/query}
 * @param body empty where there was none
 * @param locator where a table goes on; {@code null} where it does not
 */
record Reply(String call, int status, byte[] body, String locator) {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    SalesforceError error() {
        return SalesforceError.ofAnswer(body);
    }

    /** Says whether the same request may succeed later without anybody's help. */
    boolean isPassing() {
        return PASSING.contains(status) || status >= 500 || error().isPassing();
    }

    /**
     * Returns this reply if it is a success.
     *
     * @throws RefusedException if it was refused for good
     */
    Reply orThrow() throws PassingException, RefusedException {
        if (isOk()) {
            return this;
        }
        String words = call + " answered " + status + ", " + error().words();
        if (isPassing()) {
            throw new PassingException(words, null, null);
        }
        throw new RefusedException(words, status, error());
    }

    /** @throws OddAnswerException if the body is not a JSON object */
    Map<?, ?> object() throws OddAnswerException {
        if (json() instanceof Map<?, ?> map) {
            return map;
        }
        throw new OddAnswerException(call + " answered with something else than was asked for. Check the login's addresses.");
    }

    /** @throws OddAnswerException if the body is not a JSON list */
    List<?> list() throws OddAnswerException {
        if (json() instanceof List<?> list) {
            return list;
        }
        throw new OddAnswerException(call + " answered with something else than was asked for. Check the login's addresses.");
    }

    private Object json() throws OddAnswerException {
        try {
            return Json.read(body);
        } catch (IOException notJson) {
            throw new OddAnswerException(call + " answered " + status + " with something that is not JSON."
                    + " Check login-url and instance-url.");
        }
    }
}
