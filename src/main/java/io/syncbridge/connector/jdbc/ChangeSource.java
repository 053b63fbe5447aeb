package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Finds a table's changes page by page, in one of the {@link ChangesMode}s. */
interface ChangeSource {

    /**
     * Returns the page after a cursor.
     *
     * @param cursor as the page before gave it; {@code null} for a scan of every record
     * @param limit the most changes wanted
     */
    ChangePage next(Connection connection, Cursor cursor, int limit) throws SQLException;
}
