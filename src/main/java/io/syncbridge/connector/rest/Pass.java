package io.syncbridge.connector.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far one way through the list of changed records has come; the text form is the cursor that the bridge stores.
 *
 * @param since what is asked for: records modified at or after this; {@code null} for every record
 * @param position the page to read; {@code null} for the first
 * @param began when the first page was read, by the system's clock; {@code null} before that
 * @param newest the newest modified time seen in this pass; {@code null} where none was
 * @param last the fingerprint of the page before; {@code null} on the first
 */
record Pass(Instant since, String position, Instant began, Instant newest, String last) {

    static Pass begin(Instant since) {
        return new Pass(since, null, null, null, null);
    }

    /** @throws OddAnswerException if the text was not written by {@link #cursor()} */
    static Pass of(String cursor) throws OddAnswerException {
        if (cursor == null || cursor.isBlank()) {
            return begin(null);
        }
        try {
            var json = (Map<?, ?>) Json.read(cursor.getBytes(StandardCharsets.UTF_8));
            return new Pass(instant(json, "since"), (String) json.get("position"), instant(json, "began"),
                    instant(json, "newest"), (String) json.get("last"));
        } catch (IOException | RuntimeException unreadable) {
            throw new OddAnswerException("The cursor " + cursor + " is not one of rest-resource. "
                    + "Reset this system's cursor, so that it is scanned from the start.");
        }
    }

    String cursor() {
        var json = new LinkedHashMap<String, Object>();
        put(json, "since", since);
        put(json, "position", position);
        put(json, "began", began);
        put(json, "newest", newest);
        put(json, "last", last);
        return Json.text(json);
    }

    /** Returns this pass after a page. */
    Pass seen(Instant pageRead, Instant newestOnPage, String fingerprint) {
        return new Pass(since, position, began == null ? pageRead : began, later(newest, newestOnPage), fingerprint);
    }

    Pass at(String next) {
        return new Pass(since, next, began, newest, last);
    }

    /** Says whether every record is asked for, not only changed ones. */
    boolean isScan() {
        return since == null;
    }

    /** Says whether nothing that was seen has been edited since the pass began. */
    boolean isQuiet() {
        return newest == null || newest.isBefore(began);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private static Instant instant(Map<?, ?> json, String key) {
        return json.get(key) == null ? null : Instant.parse((String) json.get(key));
    }

    private static void put(Map<String, Object> json, String key, Object value) {
        if (value != null) {
            json.put(key, value.toString());
        }
    }
}
