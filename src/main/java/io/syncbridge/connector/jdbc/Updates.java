package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Map<PendingWrite, String> ids = new IdentityHashMap<>();
        Map<String, Map<PendingWrite, Sql>> byText = new LinkedHashMap<>();
        for (PendingWrite write : matching) {
            ids.put(write, write.id());
            if (!write.values().isEmpty()) {
                Sql update = update(write);
                byText.computeIfAbsent(update.toString(), text -> new LinkedHashMap<>()).put(write, update);
            }
        }
        for (var alike : byText.entrySet()) {
            update(connection, alike.getKey(), alike.getValue(), ids);
        }
        rereading.settle(connection, matching, ids::get);
    }

    /** Updates one row with each statement, and notes the key that the row has then. */
    private void update(Connection connection, String text, Map<PendingWrite, Sql> batch, Map<PendingWrite, String> ids)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, text)) {
            Sql.execute(statement, batch.values());
            if (table.dialect().returnsUpdated()) {
                Iterator<PendingWrite> updated = batch.keySet().iterator();
                List<String> stored = new ArrayList<>();
                for (List<Object> key : GeneratedKeys.read(statement, table.key())) {
                    stored.add(table.storedId(key));
                }
                if (stored.size() != batch.size()) {
                    throw new SQLException("the database changed " + stored.size() + " of " + batch.size() + " rows of `" + table.name()
                            + "` without an error: a trigger or rule of the table drops them");
                }
                stored.forEach(id -> ids.put(updated.next(), id));
            }
        }
    }

    private PreparedStatement prepare(Connection connection, String text) throws SQLException {
        return table.dialect().returnsUpdated()
                ? connection.prepareStatement(text, table.key().stream().map(Column::name).toArray(String[]::new))
                : connection.prepareStatement(text);
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
