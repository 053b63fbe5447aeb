package io.syncbridge.connector.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * How far a table's changes have been taken in; JSON outside.
 *
 * @param scanning whether a scan of every record is under way
 * @param after the values of the last record's ordering columns; {@code null} at the beginning of a scan or round
 * @param window of the round of {@link ChangesMode#MODIFIED} that is under way, or follows the scan
 * @param taken the entries of the change log that were on the last page
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Cursor(ChangesMode mode, boolean scanning, List<Object> after, ModifiedWindow window, List<Long> taken) {

    static Cursor scan(ChangesMode mode, List<Object> after, ModifiedWindow window) {
        return new Cursor(mode, true, after, window, null);
    }

    static Cursor round(List<Object> after, ModifiedWindow window) {
        return new Cursor(ChangesMode.MODIFIED, false, after, window, null);
    }

    static Cursor log(List<Long> taken) {
        return new Cursor(ChangesMode.LOG, false, null, null, taken);
    }

    /** Returns the cursor of a table whose changes come by themselves. */
    static Cursor streamed() {
        return new Cursor(ChangesMode.CDC, false, null, null, null);
    }

    /**
     * Reads a cursor's text. One of another mode is of no use: the result is {@code null}, for a scan from the start.
     *
     * @throws IllegalArgumentException if the text is no cursor
     */
    static Cursor parse(String text, ChangesMode mode) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            Cursor cursor = Json.parse(text, Cursor.class);
            return cursor.mode == mode ? cursor : null;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor `" + text + "` " + e.getMessage()
                    + " Without a cursor the table is scanned from the start.");
        }
    }

    String text() {
        return Json.write(this);
    }
}
