package io.syncbridge.connector.rest;

import io.syncbridge.model.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the system answered to one call.
 *
 * @param call method and address without query, for messages: {@code GET http://erp/contacts/7}
 * @param headers by lower-case name
 * @param body empty where there was none
 * @param meant the status that the answer should have had: another one where the body of a success says that it is none
 */
public record Answer(String call, int status, Map<String, String> headers, byte[] body, int meant) {

    public Answer(String call, int status, Map<String, String> headers, byte[] body) {
        this(call, status, headers, body, status);
    }

    /** Returns this answer as the refusal that its body says it is. */
    Answer refused(int status) {
        return new Answer(call, this.status, headers, body, status);
    }

    public boolean isOk() {
        return meant >= 200 && meant < 300;
    }

    /** Says whether the record asked for is not there. */
    public boolean isGone() {
        return HttpStatus.isGone(meant);
    }

    /** Returns why the call was not carried out. Some interfaces answer 403 where a limit is reached, and say until when. */
    public Refusal refusal() {
        boolean limited = meant == 403 && (retryAfter() != null || "0".equals(header("x-ratelimit-remaining")));
        return limited ? Refusal.QUOTA : HttpStatus.refusal(meant);
    }

    /** Says whether the same call may succeed later without anybody's help. */
    public boolean isPassing() {
        return refusal().isPassing();
    }

    public boolean hasBody() {
        return body.length > 0;
    }

    public String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** Returns how much of a quota is used up, such as {@code 1200 of 15000}, where the headers that many interfaces have for it say so. */
    Optional<String> quota() {
        return Stream.of("ratelimit-", "x-ratelimit-", "x-rate-limit-").filter(form -> isNumber(header(form + "limit")) && isNumber(header(form + "remaining")))
                .findFirst().map(form -> Long.parseLong(header(form + "limit")) - Long.parseLong(header(form + "remaining")) + " of " + header(form + "limit"));
    }

    private static boolean isNumber(String header) {
        return header != null && header.matches("\\d{1,15}");
    }

    /** Returns how long the system wants to be left alone; {@code null} where it does not say. */
    public Duration retryAfter() {
        return Times.retryAfter(header("retry-after"), Instant.now());
    }

    /** Returns the status and the system's own words. */
    public String words() {
        return call + " answered " + status + (meant == status ? "" : " with an error") + ErrorText.of(this);
    }

    /** Returns {@link #words()} with a full stop at the end, so that another sentence can follow. */
    public String sentence() {
        String words = words();
        return words.endsWith(".") ? words : words + ".";
    }

    /** Returns the body. @throws OddAnswerException if it is not JSON, with a cure */
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
