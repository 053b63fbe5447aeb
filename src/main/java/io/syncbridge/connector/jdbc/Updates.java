package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Updates rows that still have the version that is expected of them. */
final class Updates implements WriteKind {

    private final Table table;
    private final HeldRows rows;
    private final ModifiedStamp stamp;
    private final Rereading rereading;
    private final List<Column> exchanged;

    Updates(Table table, ModifiedStamp stamp) {
        this(table, stamp, List.of());
    }

    private Updates(Table table, ModifiedStamp stamp, List<Column> exchanged) {
        this.exchanged = exchanged;
        this.table = table;
        this.rows = new HeldRows(table);
        this.stamp = stamp;
        this.rereading = new Rereading(table);
    }

    /** Returns updates whose rows first give up the values that must be unique, so that they can exchange them. */
    Updates exchanging(List<Column> unique) {
        return new Updates(table, stamp, unique);
    }

    @Override
    public void write(Connection connection, List<PendingWrite> batch) throws SQLException {
        List<PendingWrite> matching = rows.matching(connection, batch).stream().filter(this::keepsKey).toList();
        stamp.set(connection, matching);
        for (int i = 0; i < matching.size() && !exchanged.isEmpty(); i++) {
            giveUp(matching.get(i), i).update(connection);
        }
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
                write.refuse(Refusal.FIELD, Set.of(column), "column `" + column.name() + "` is the record's key and cannot be changed");
                return false;
            }
        }
        return true;
    }

    /** Puts interim values in the place of those that another row is to get: NULL, or one that no application gives. */
    private Sql giveUp(PendingWrite write, int index) {
        Map<Column, Object> interim = new LinkedHashMap<>();
        exchanged.stream().filter(write.values()::containsKey)
                .forEach(column -> interim.put(column, column.nullable() ? null : column.toJdbc(interim(column, index))));
        return update(write, interim);
    }

    private static Object interim(Column column, int index) {
        return column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL ? (Object) (-30_000 - index)
                : column.type() == ColumnType.UUID ? UUID.randomUUID().toString() : "~" + Integer.toString(index, Character.MAX_RADIX);
    }

    private Sql update(PendingWrite write) {
        return update(write, write.values());
    }

    private Sql update(PendingWrite write, Map<Column, Object> values) {
        Sql sql = new Sql(table.dialect()).add("UPDATE " + table.sqlName() + " SET ");
        List<Column> columns = new ArrayList<>(values.keySet());
        for (Column column : columns) {
            sql.add(column == columns.get(0) ? "" : ", ")
                    .add(table.dialect().quote(column.name()) + " = ")
                    .value(column, values.get(column));
        }
        return sql.add(" WHERE ").in(table, table.key(), List.of(table.keyOf(write.id())));
    }
}
