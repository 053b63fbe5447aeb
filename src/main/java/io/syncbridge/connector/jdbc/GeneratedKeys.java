package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Inserts rows on databases that do not return what they stored: of a key only what was not given is asked for. */
final class GeneratedKeys {

    private final Table table;

    GeneratedKeys(Table table) {
        this.table = table;
    }

    /** Returns the ids of the rows, in the order of the writes. */
    List<String> insert(Connection connection, List<Column> columns, List<PendingWrite> writes) throws SQLException {
        List<Column> generated = table.key().stream().filter(column -> !columns.contains(column)).toList();
        List<Sql> inserts = new ArrayList<>();
        for (PendingWrite write : writes) {
            Sql insert = new Sql(table.dialect()).add(Creates.insertInto(table, columns));
            Creates.values(insert, table, columns, write);
            inserts.add(insert);
        }
        try (PreparedStatement statement = prepare(connection, inserts.get(0).toString(), generated)) {
            Sql.execute(statement, inserts);
            List<List<Object>> keys = generated.isEmpty() ? Collections.nCopies(writes.size(), List.of()) : read(statement, generated);
            if (keys.size() != writes.size()) {
                throw new SQLException("the database told " + keys.size() + " keys of " + writes.size()
                        + " new rows of `" + table.name() + "`: map the key column, so that creates hold it");
            }
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                ids.add(id(writes.get(i), generated, keys.get(i)));
            }
            return ids;
        }
    }

    /** Returns the columns' values of the rows that a statement wrote and was prepared to tell. */
    static List<List<Object>> read(PreparedStatement statement, List<Column> columns) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (ResultSet result = statement.getGeneratedKeys()) {
            while (result.next()) {
                rows.add(read(result, columns));
            }
        }
        return rows;
    }

    /** Returns the columns' values of a result's current row. */
    static List<Object> read(ResultSet result, List<Column> columns) throws SQLException {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            row.add(columns.get(i).type().read(result, i + 1));
        }
        return row;
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<Column> generated) throws SQLException {
        return generated.isEmpty()
                ? connection.prepareStatement(sql)
                : connection.prepareStatement(sql, generated.stream().map(Column::name).toArray(String[]::new));
    }

    private String id(PendingWrite write, List<Column> generated, List<Object> values) throws SQLException {
        List<Object> key = new ArrayList<>();
        table.key().forEach(column -> key.add(generated.contains(column) ? values.get(generated.indexOf(column))
                : write.values().get(column)));
        return table.storedId(key);
    }
}
