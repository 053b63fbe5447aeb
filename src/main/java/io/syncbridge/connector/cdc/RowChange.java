package io.syncbridge.connector.cdc;

import java.time.Instant;
import java.util.List;

/**
 * A change of one row, as a database's log tells of it.
 *
 * @param before what the row held; {@code null} where the log does not tell. It holds at least the columns of the table's replica identity
 * @param after what the row holds; {@code null} where it is gone
 * @param former the old values of a key that was changed, which may be of fewer columns than {@code before}; {@code null} for none
 * @param time when the transaction was committed, by the database's clock
 * @param marks what the bridge says of its own writes in the same transaction
 */
public record RowChange(Kind kind, EventRow before, EventRow after, EventRow former, Instant time, List<WriteMark> marks) {

    /** What became of the row. */
    public enum Kind {
        CREATE, UPDATE, DELETE,
        /** A key was changed: the old one, which is followed by {@link #MOVED}. */
        LEFT,
        /** A key was changed: the new one. */
        MOVED,
        /** All rows of the table are gone. */
        TRUNCATE
    }

    /** Says whether the change was written by the bridge for a system. @param writer like {@code contacts/crm}; {@code null} for none */
    public boolean isBy(String writer, String recordId) {
        boolean creates = kind == Kind.CREATE;
        return writer != null && marks.stream().anyMatch(mark -> mark.covers(writer, recordId, creates));
    }
}
