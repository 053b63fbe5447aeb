package io.syncbridge.connector.jdbc;

/** How a blank is written to a column that does not take NULL. */
public enum Blanks {
    /** As empty text, where the column holds text; otherwise as the column's default. */
    EMPTY,
    /** As the column's default; as empty text where it has none and holds text. */
    DEFAULT,
    /** As NULL, which the database refuses. */
    REFUSED;

    /** Returns the JDBC value of a blank. */
    Object of(Column column) {
        boolean holdsText = column.type() == ColumnType.TEXT || column.type() == ColumnType.PADDED_TEXT;
        if (this == REFUSED) {
            return null;
        }
        if (!holdsText && !column.filled()) {
            return column.type() == ColumnType.JSON ? "null" : null;
        }
        return holdsText && (this == EMPTY || !column.filled()) ? "" : Sql.DEFAULT;
    }
}
