package io.syncbridge.connector.rest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What the system answered to one call.
 *
 * @param call method and address without query, for messages: {@code GET http://erp/contacts/7}
 * @param headers by lower-case name
 * @param body empty where there was none
 */
public record Answer(String call, int status, Map<String, String> headers, byte[] body) {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** Says whether the record asked for is not there. */
    public boolean isGone() {
        return status == 404 || status == 410;
    }

    /** Says whether the same call may succeed later without anybody's help. */
    public boolean isPassing() {
        return PASSING.contains(status) || status >= 500;
    }

    public boolean hasBody() {
        return body.length > 0;
    }

    public String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** Returns how long the system wants to be left alone; {@code null} where it does not say. */
    public Duration retryAfter() {
        return Times.retryAfter(header("retry-after"), Instant.now());
    }

    /** Returns the status and the system's own words. */
    public String words() {
        return call + " answered " + status + ErrorText.of(this);
    }

    /** Returns {@link #words()} with a full stop at the end, so that another sentence can follow. */
    public String sentence() {
        String words = words();
        return words.endsWith(".") ? words : words + ".";
    }

    /** @throws OddAnswerException if the body is not JSON, with a cure */
    public Object json() throws OddAnswerException {
        try {
            return Json.read(body);
        } catch (IOException notJson) {
            throw new OddAnswerException(call + " answered " + status + " with " + ErrorText.kindOf(this)
                    + " where JSON was expected" + ErrorText.excerpt(this) + " Check the option address.");
        }
    }

    /** Returns this answer if it is a success. @throws PassingException or {@link OddAnswerException} if it is not */
    public Answer orThrow() throws PassingException, OddAnswerException {
        if (isOk()) {
            return this;
        }
        if (isPassing()) {
            throw new PassingException(words(), retryAfter(), null);
        }
        throw new OddAnswerException(words());
    }
}
