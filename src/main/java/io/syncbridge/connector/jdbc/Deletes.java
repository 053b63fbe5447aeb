package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Deletes rows that still have the version that is expected of them. */
final class Deletes implements WriteKind {

    private final Table table;
    private final HeldRows rows;

    Deletes(Table table) {
        this.table = table;
        this.rows = new HeldRows(table);
    }

    @Override
    public void write(Connection connection, List<PendingWrite> batch) throws SQLException {
        List<PendingWrite> matching = rows.matching(connection, batch);
        if (!matching.isEmpty()) {
            List<List<Object>> keys = matching.stream().map(write -> table.keyOf(write.id())).toList();
            new Sql(table.dialect())
                    .add("DELETE FROM " + table.sqlName() + " WHERE ")
                    .in(table, table.key(), keys)
                    .update(connection);
            matching.forEach(write -> write.settle(Results.deleted(write.id())));
        }
    }
}
