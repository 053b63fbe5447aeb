package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Updates rows that still have the version that is expected of them. */
final class Updates implements WriteKind {

    private final Table table;
    private final HeldRows rows;
    private final ModifiedStamp stamp;
    private final Rereading rereading;

    Updates(Table table, ModifiedStamp stamp) {
        this.table = table;
        this.rows = new HeldRows(table);
        this.stamp = stamp;
        this.rereading = new Rereading(table);
    }

    @Override
    public void write(Connection connection, List<PendingWrite> batch) throws SQLException {
        List<PendingWrite> matching = rows.matching(connection, batch).stream().filter(this::keepsKey).toList();
        stamp.set(connection, matching);
        var statements = new Batches(connection);
        for (PendingWrite write : matching) {
            if (!write.values().isEmpty()) {
                statements.add(update(write));
            }
        }
        statements.execute();
        rereading.settle(connection, matching, PendingWrite::id);
    }

    /** A key that is written as it stands is no change; any other would make the record another one. */
    private boolean keepsKey(PendingWrite write) {
        List<Object> key = table.keyOf(write.id());
        for (int i = 0; i < key.size(); i++) {
            Column column = table.key().get(i);
            Object written = column.toRecord(write.values().remove(column));
            if (written != null && !written.equals(column.toRecord(key.get(i)))) {
                write.settle(Results.failed("column `" + column.name() + "` is the record's key and cannot be changed", false));
                return false;
            }
        }
        return true;
    }

    private Sql update(PendingWrite write) {
        Sql sql = new Sql(table.dialect()).add("UPDATE " + table.sqlName() + " SET ");
        List<Column> columns = new ArrayList<>(write.values().keySet());
        for (Column column : columns) {
            sql.add(column == columns.get(0) ? "" : ", ")
                    .add(table.dialect().quote(column.name()) + " = ")
                    .value(column, write.values().get(column));
        }
        return sql.add(" WHERE ").in(table, table.key(), List.of(table.keyOf(write.id())));
    }
}
