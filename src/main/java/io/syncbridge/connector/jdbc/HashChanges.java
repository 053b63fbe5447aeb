package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Filter;
import java.sql.Connection;
import java.sql.SQLException;

/** Reports every record in every scan: what changed shows in its version, what is gone in its absence. */
final class HashChanges implements ChangeSource {

    private final KeyScan scan;

    HashChanges(Table table) {
        this.scan = new KeyScan(table);
    }

    @Override
    public ChangePage next(Connection connection, Cursor cursor, int limit, Filter filter) throws SQLException {
        KeyScan.Page page = scan.after(connection, cursor == null ? null : cursor.after(), limit, filter);
        boolean complete = page.last() == null;
        return new ChangePage(page.records(), Cursor.scan(ChangesMode.HASH, page.last(), null), !complete, complete);
    }
}
