package io.syncbridge.connector.salesforce;

import io.syncbridge.connector.rest.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far an object's changes have been taken in.
 *
 * @param since where the looking for changes begins; {@code null} before the first page of the first scan
 * @param afterStamp the last record of a page that has more behind it
 * @param gone deletes that were reported and would be found again
 * @param table where a scan reads on; {@code null} where it asks record by record
 */
record ChangeCursor(boolean isScan, Instant since, Instant afterStamp, String afterId, List<String> gone, Table table) {

    /** A part of a bulk job's table. @param locator {@code null} for the first part */
    record Table(String job, String locator) {
    }

    static ChangeCursor scan(Instant since, String afterId) {
        return scan(since, afterId, null);
    }

    static ChangeCursor scan(Instant since, String afterId, Table table) {
        return new ChangeCursor(true, since, null, afterId, List.of(), table);
    }

    static ChangeCursor since(Instant since) {
        return since(since, List.of());
    }

    static ChangeCursor since(Instant since, List<String> gone) {
        return new ChangeCursor(false, since, null, null, List.copyOf(gone), null);
    }

    static ChangeCursor after(Instant since, Instant stamp, String id, List<String> gone) {
        return new ChangeCursor(false, since, stamp, id, List.copyOf(gone), null);
    }

    /** @throws IllegalArgumentException if the text is no cursor of this connector */
    static ChangeCursor parse(String text) {
        if (text == null) {
            return scan(null, null);
        }
        try {
            var map = (Map<?, ?>) Json.read(text.getBytes(StandardCharsets.UTF_8));
            List<String> gone = map.get("gone") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
            return new ChangeCursor(Boolean.TRUE.equals(map.get("scan")), time(map.get("since")), time(map.get("stamp")),
                    text(map.get("id")), gone, map.get("job") == null ? null
                            : new Table(text(map.get("job")), text(map.get("locator"))));
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException("The stored cursor is none of salesforce-object: " + text + ". Remove it from the"
                    + " store's table poll to begin with a scan.", unreadable);
        }
    }

    String text() {
        var map = new LinkedHashMap<String, Object>();
        if (isScan) {
            map.put("scan", true);
        }
        map.put("since", since.toString());
        if (afterStamp != null) {
            map.put("stamp", afterStamp.toString());
        }
        if (afterId != null) {
            map.put("id", afterId);
        }
        if (!gone.isEmpty()) {
            map.put("gone", gone);
        }
        if (table != null) {
            map.put("job", table.job());
            map.put("locator", table.locator());
        }
        return Json.text(map);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static Instant time(Object value) {
        return value == null ? null : Instant.parse(value.toString());
    }
}
