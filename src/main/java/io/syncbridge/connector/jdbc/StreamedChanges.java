package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Filter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Goes through every record once; what changes afterwards is told by the database's log, and not when it is asked for. */
record StreamedChanges(Table table) implements ChangeSource {

    @Override
    public ChangePage next(Connection connection, Cursor cursor, int limit, Filter filter) throws SQLException {
        if (cursor != null && !cursor.scanning()) {
            return new ChangePage(List.of(), cursor, false, false);
        }
        KeyScan.Page page = new KeyScan(table).after(connection, cursor == null ? null : cursor.after(), limit, filter);
        return page.last() == null ? new ChangePage(page.records(), Cursor.streamed(), false, true)
                : new ChangePage(page.records(), Cursor.scan(ChangesMode.CDC, page.last(), null), true, false);
    }
}
