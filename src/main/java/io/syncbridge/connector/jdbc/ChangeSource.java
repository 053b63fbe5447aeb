package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Filter;
import java.sql.Connection;
import java.sql.SQLException;

/** Finds a table's changes page by page, in one of the {@link ChangesMode}s. */
interface ChangeSource {

    /**
     * Returns the page after a cursor.
     *
     * @param cursor as the page before gave it; {@code null} for a scan of every record
     * @param limit the most changes wanted
     * @param filter what of a scan is wanted
     */
    ChangePage next(Connection connection, Cursor cursor, int limit, Filter filter) throws SQLException;
}
