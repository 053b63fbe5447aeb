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
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

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
        List<PendingWrite> matching = rows.matching(connection, batch);
        renamedBefore(connection, batch.stream().filter(PendingWrite::isMissing).toList());
        Map<PendingWrite, String> ids = new IdentityHashMap<>();
        Map<PendingWrite, List<Object>> keys = new IdentityHashMap<>();
        for (PendingWrite write : matching) {
            keys.put(write, table.keyOf(write.id()));
            ids.put(write, renamed(write));
            write.values().keySet().removeIf(column -> table.isKey(column) && isKept(write, column));
        }
        stamp.set(connection, matching);
        for (int i = 0; i < matching.size() && !exchanged.isEmpty(); i++) {
            giveUp(connection, matching.get(i), i, keys);
        }
        Map<String, Map<PendingWrite, Sql>> byText = new LinkedHashMap<>();
        for (PendingWrite write : matching) {
            if (!write.values().isEmpty()) {
                Sql update = update(write.values(), keys.get(write));
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

    /** Returns the id that the record has with what is written of its key. */
    private String renamed(PendingWrite write) {
        List<Object> key = new ArrayList<>(table.keyOf(write.id()));
        for (int i = 0; i < key.size(); i++) {
            Object written = write.values().get(table.key().get(i));
            key.set(i, written == null ? key.get(i) : written);
        }
        return table.idOf(key);
    }

    private boolean isKept(PendingWrite write, Column column) {
        Object before = table.keyOf(write.id()).get(table.key().indexOf(column));
        return write.values().get(column) == null || column.toRecord(write.values().get(column)).equals(column.toRecord(before));
    }

    /** A row that has the new key already, and all else that is written, was renamed by an attempt that nobody was told of. */
    private void renamedBefore(Connection connection, List<PendingWrite> missing) throws SQLException {
        List<PendingWrite> renaming = missing.stream().filter(write -> !renamed(write).equals(table.notation(write.id()))).toList();
        if (!renaming.isEmpty()) {
            Map<String, Row> found = new TableReader(table).byIds(connection, renaming.stream().map(this::renamed).toList()).stream()
                    .collect(Collectors.toMap(Row::id, row -> row));
            renaming.stream().filter(write -> found.containsKey(renamed(write))).filter(write -> holds(found.get(renamed(write)), write.values()))
                    .forEach(write -> write.settle(Results.writtenBefore(found.get(renamed(write)))));
        }
    }

    private static boolean holds(Row row, Map<Column, Object> values) {
        return values.keySet().stream().allMatch(column ->
                Objects.equals(Objects.toString(column.toRecord(values.get(column)), null), Objects.toString(row.values().get(column.name()), null)));
    }

    /** Puts interim values in the place of those that another row is to get: NULL, or one that no application gives. */
    private void giveUp(Connection connection, PendingWrite write, int index, Map<PendingWrite, List<Object>> keys) throws SQLException {
        Map<Column, Object> interim = new LinkedHashMap<>();
        exchanged.stream().filter(write.values()::containsKey)
                .forEach(column -> interim.put(column, column.nullable() ? null : column.toJdbc(interim(column, index))));
        if (!interim.isEmpty()) {
            update(interim, keys.get(write)).update(connection);
            List<Object> key = new ArrayList<>(keys.get(write));
            for (int i = 0; i < key.size(); i++) {
                key.set(i, interim.getOrDefault(table.key().get(i), key.get(i)));
            }
            keys.put(write, key);
        }
    }

    private static Object interim(Column column, int index) {
        return column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL ? (Object) (-30_000 - index)
                : column.type() == ColumnType.UUID ? UUID.randomUUID().toString() : "~" + Integer.toString(index, Character.MAX_RADIX);
    }

    private Sql update(Map<Column, Object> values, List<Object> key) {
        Sql sql = new Sql(table.dialect()).add("UPDATE " + table.sqlName() + " SET ");
        List<Column> columns = new ArrayList<>(values.keySet());
        for (Column column : columns) {
            sql.add(column == columns.get(0) ? "" : ", ")
                    .add(table.dialect().quote(column.name()) + " = ")
                    .value(column, values.get(column));
        }
        return sql.add(" WHERE ").in(table, table.key(), List.of(key));
    }
}
