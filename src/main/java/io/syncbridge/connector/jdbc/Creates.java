package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Inserts rows; key columns that are not given are the database's to fill in. */
final class Creates implements WriteKind {

    private final Table table;
    private final ModifiedStamp stamp;
    private final Rereading rereading;

    Creates(Table table, ModifiedStamp stamp) {
        this.table = table;
        this.stamp = stamp;
        this.rereading = new Rereading(table);
    }

    @Override
    public void write(Connection connection, List<PendingWrite> batch) throws SQLException {
        stamp.set(connection, batch);
        Map<Set<Column>, List<PendingWrite>> byColumns = new LinkedHashMap<>();
        batch.forEach(write -> byColumns.computeIfAbsent(write.values().keySet(), columns -> new ArrayList<>()).add(write));
        Map<PendingWrite, String> ids = new IdentityHashMap<>();
        for (var group : byColumns.entrySet()) {
            insert(connection, List.copyOf(group.getKey()), group.getValue(), ids);
        }
        rereading.settle(connection, batch, ids::get);
    }

    private void insert(Connection connection, List<Column> columns, List<PendingWrite> writes, Map<PendingWrite, String> ids)
            throws SQLException {
        List<Column> generated = table.key().stream().filter(column -> !columns.contains(column)).toList();
        List<Sql> inserts = writes.stream().map(write -> insert(columns, write)).toList();
        try (PreparedStatement statement = prepare(connection, inserts.get(0).toString(), generated)) {
            Batches.execute(statement, inserts);
            List<Map<Column, Object>> keys = generated.isEmpty()
                    ? Collections.nCopies(writes.size(), Map.of())
                    : generatedKeys(statement, generated);
            if (keys.size() != writes.size()) {
                throw new SQLException("the database told " + keys.size() + " keys of " + writes.size()
                        + " new rows of " + table.name() + ": map the key column, so that creates hold it");
            }
            for (int i = 0; i < keys.size(); i++) {
                ids.put(writes.get(i), id(writes.get(i), keys.get(i)));
            }
        }
    }

    private Sql insert(List<Column> columns, PendingWrite write) {
        return new Sql(table.dialect())
                .add("INSERT INTO " + table.sqlName() + " (" + table.sqlNames(columns) + ") VALUES ")
                .tuple(columns, columns.stream().map(write.values()::get).toList());
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<Column> generated) throws SQLException {
        return generated.isEmpty()
                ? connection.prepareStatement(sql)
                : connection.prepareStatement(sql, generated.stream().map(Column::name).toArray(String[]::new));
    }

    private List<Map<Column, Object>> generatedKeys(PreparedStatement statement, List<Column> columns) throws SQLException {
        List<Map<Column, Object>> keys = new ArrayList<>();
        try (ResultSet result = statement.getGeneratedKeys()) {
            while (result.next()) {
                Map<Column, Object> key = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    key.put(columns.get(i), columns.get(i).type().read(result, i + 1));
                }
                keys.add(key);
            }
        }
        return keys;
    }

    private String id(PendingWrite write, Map<Column, Object> generated) {
        return table.idOf(table.key().stream()
                .map(column -> generated.getOrDefault(column, write.values().get(column)))
                .toList());
    }
}
