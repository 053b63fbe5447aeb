package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.Json;
import io.syncbridge.connector.rest.OddAnswerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a list's changes have been read; the text form is the cursor that the bridge stores. It holds no secret.
 *
 * @param list the list's id: the cursor of another list is of no use
 * @param link the path of the next page; {@code null} for the first of a scan
 * @param isScan whether that page belongs to a scan of every item
 */
record DeltaCursor(String list, String link, boolean isScan) {

    static DeltaCursor scan(String list) {
        return new DeltaCursor(list, null, true);
    }

    /**
     * @param text {@code null} for a scan from the start
     * @throws OddAnswerException if the text was not written by {@link #text()}
     */
    static DeltaCursor of(String text, String list) throws OddAnswerException {
        if (text == null || text.isBlank()) {
            return scan(list);
        }
        try {
            var json = (Map<?, ?>) Json.read(text.getBytes(StandardCharsets.UTF_8));
            var cursor = new DeltaCursor((String) json.get("list"), (String) json.get("link"), (Boolean) json.get("scan"));
            return cursor.list().equals(list) ? cursor : scan(list);
        } catch (IOException | RuntimeException unreadable) {
            throw new OddAnswerException("The cursor " + text + " is not one of sharepoint-list. "
                    + "Reset this system's cursor, so that the list is scanned from the start.");
        }
    }

    DeltaCursor at(String next) {
        return new DeltaCursor(list, next, isScan);
    }

    DeltaCursor after(String last) {
        return new DeltaCursor(list, last, false);
    }

    String text() {
        var json = new LinkedHashMap<String, Object>();
        json.put("list", list);
        json.put("link", link);
        json.put("scan", isScan);
        return Json.text(json);
    }
}
