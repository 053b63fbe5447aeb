package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Something that goes wrong, as {@code POST /demo/salesforce/faults} switches it on.
 *
 * @param kind what goes wrong
 * @param probability how often, from 0 to 1; absent: always
 * @param count how many times before it stops by itself; absent: until it is switched off
 * @param requests only for requests whose kind, as the request counter calls it, contains this; absent: for every REST and
 *     SOAP request, but neither for logins nor for CometD
 * @param retryAfter seconds, in the header of the same name; absent: no header
 * @param delay milliseconds, of {@code slow}; absent: 10,000
 * @param minutes of {@code clock}: how far the organization's clock is ahead, negative for behind
 * @param used of {@code api-usage}: how many of the day's 100,000 requests are used up
 * @param object of {@code gap}: like {@code Account}
 * @param ids of {@code gap}: the records of which changes were missed
 * @param changeType of {@code gap}: like {@code GAP_UPDATE}
 * @param code of {@code record-error} and {@code request-error}: like {@code STRING_TOO_LONG}
 * @param message likewise: what Salesforce says
 * @param fields likewise: the fields that it names
 * @param status of {@code request-error}: absent: 400
 */
@JsonIgnoreProperties(ignoreUnknown = false)
record Fault(Kind kind, Double probability, Integer count, String requests, Integer retryAfter, Integer delay, Integer minutes,
        Long used, String object, List<String> ids, String changeType, String code, String message, List<String> fields, Integer status) {

    enum Kind {
        /** 429. */
        @JsonProperty("too-many-requests") TOO_MANY_REQUESTS,
        /** 503. */
        @JsonProperty("unavailable") UNAVAILABLE,
        /** 403 REQUEST_LIMIT_EXCEEDED. */
        @JsonProperty("request-limit") REQUEST_LIMIT,
        /** 500. */
        @JsonProperty("server-error") SERVER_ERROR,
        /** UNABLE_TO_LOCK_ROW, for each record that is written. */
        @JsonProperty("row-lock") ROW_LOCK,
        /** An error of {@code code}, for each record that is written; {@code requests} may hold a value of those that it is for. */
        @JsonProperty("record-error") RECORD_ERROR,
        /** An error of {@code code}, for the request as a whole. */
        @JsonProperty("request-error") REQUEST_ERROR,
        /** An ingest job fails after its first rows. */
        @JsonProperty("bulk-failure") BULK_FAILURE,
        /** The answer comes late. */
        @JsonProperty("slow") SLOW,
        /** The request is done, and its answer cut in the middle. */
        @JsonProperty("cut") CUT,
        /** 401 for one request. */
        @JsonProperty("invalid-session") INVALID_SESSION,
        /** Events are delivered twice. */
        @JsonProperty("duplicate-events") DUPLICATE_EVENTS,
        /** Events that are delivered together come in the wrong order. */
        @JsonProperty("reordered-events") REORDERED_EVENTS,
        /** Events are not delivered. */
        @JsonProperty("lost-events") LOST_EVENTS,
        /** At once: every session ends. */
        @JsonProperty("expired-sessions") EXPIRED_SESSIONS,
        /** At once: the clock goes wrong. */
        @JsonProperty("clock") CLOCK,
        /** At once: the request counter jumps. */
        @JsonProperty("api-usage") API_USAGE,
        /** At once: an event says that changes were missed. */
        @JsonProperty("gap") GAP
    }

    Fault oneLess() {
        return count == null ? this : new Fault(kind, probability, count - 1, requests, retryAfter, delay, minutes, used, object,
                ids, changeType, code, message, fields, status);
    }

    /** Returns the error of {@code record-error} and {@code request-error}. */
    ApiException error() {
        return new ApiException(status == null ? 400 : status, code, String.valueOf(message),
                fields == null ? new String[0] : fields.toArray(String[]::new));
    }

    boolean concerns(String requestKind) {
        return requests != null ? requestKind.contains(requests)
                : !requestKind.startsWith("login") && !requestKind.startsWith("cometd");
    }
}
