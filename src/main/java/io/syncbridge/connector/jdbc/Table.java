package io.syncbridge.connector.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table whose every name has been checked against the database's metadata.
 *
 * @param schema the schema, or the database where that is what the product calls it; {@code null} for the default one
 * @param key the columns that name a record
 * @param modified the column with a record's modified time; {@code null} if there is none
 * @param all every column
 * @param selected the columns of a record: the wanted ones, the key's and the modified one
 * @param filter the SQL condition that a row must meet to be a record; {@code null} if all are
 * @param blanks how a blank is written where NULL is not taken
 * @param types the types of the selected columns, as the results of queries name them
 */
record Table(Dialect dialect, String schema, String name, List<Column> key, Column modified, List<Column> all,
        List<Column> selected, String filter, Blanks blanks, List<String> types) {

    /** Returns a query for all records, to which conditions can be added. */
    String select() {
        return "SELECT " + sqlNames(selected) + " FROM " + sqlName() + " WHERE " + (filter == null ? "TRUE" : "(" + filter + "\n)");
    }

    /** Returns the same table, with the types that its columns have in a result of {@link #select}. */
    Table typed(ResultSet result) throws SQLException {
        return new Table(dialect, schema, name, key, modified, all, selected, filter, blanks, types(result));
    }

    /** @throws SQLException of a schema that has changed, where the columns have got other types: their values would be misread */
    void check(ResultSet result) throws SQLException {
        if (!types.isEmpty() && !types.equals(types(result))) {
            throw new SQLException("columns of `" + name + "` have other types than before", SqlFailures.TYPE_CHANGED);
        }
    }

    private static List<String> types(ResultSet result) throws SQLException {
        ResultSetMetaData metadata = result.getMetaData();
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            types.add(metadata.getColumnTypeName(i));
        }
        return types;
    }

    /** The table's quoted name, for SQL. */
    String sqlName() {
        return sqlName(name);
    }

    /** The quoted name of another table beside this one, for SQL. */
    String sqlName(String other) {
        return Stream.of(Optional.ofNullable(schema), Optional.of(other))
                .flatMap(Optional::stream)
                .map(dialect::quote)
                .collect(Collectors.joining("."));
    }

    /** The columns' quoted names with commas between them, for SQL. */
    String sqlNames(List<Column> columns) {
        return columns.stream().map(column -> dialect.quote(column.name())).collect(Collectors.joining(", "));
    }

    /**
     * Finds a column by its name, in any case.
     *
     * @throws IllegalArgumentException if there is none, with the names there are
     */
    Column column(String wanted) {
        return TableLookup.column(all, name, wanted);
    }

    /**
     * Finds the column whose values have the parts that a path names.
     *
     * @throws IllegalArgumentException if its values have no parts, or it is not read
     */
    Column partsOf(String root) {
        Column column = column(root);
        if (!column.type().hasParts()) {
            throw new IllegalArgumentException("column `" + column.name() + "` has no parts that could be written (" + column.typeName() + ")");
        }
        if (!selected.contains(column)) {
            throw new IllegalArgumentException("column `" + column.name() + "` is not read: name it in the option columns");
        }
        return column;
    }

    boolean isKey(Column column) {
        return key.contains(column);
    }

    /**
     * Turns a record id into the key columns' values for JDBC.
     *
     * @throws IllegalArgumentException if no record can have that id
     */
    List<Object> keyOf(String recordId) {
        List<String> parts = RecordId.split(recordId, key.size());
        return IntStream.range(0, key.size()).mapToObj(i -> key.get(i).toJdbc(parts.get(i))).toList();
    }

    /** Turns the key columns' JDBC values into the record id. */
    String idOf(List<?> keyValues) {
        return RecordId.join(IntStream.range(0, key.size()).mapToObj(i -> key.get(i).toRecord(keyValues.get(i))).toList());
    }

    /**
     * Turns the key that the database says to have stored into the record id.
     *
     * @throws SQLException if a part of it is NULL
     */
    String storedId(List<?> keyValues) throws SQLException {
        for (int i = 0; i < key.size(); i++) {
            if (keyValues.get(i) == null) {
                throw new SQLException("the database stored a row of `" + name + "` with NULL in its key column `"
                        + key.get(i).name() + "`: map that column, or have the database fill it in");
            }
        }
        return idOf(keyValues);
    }

    /** Returns the key columns' values of a record. */
    List<Object> keyIn(Map<String, Object> record) {
        return key.stream().map(column -> record.get(column.name())).toList();
    }

    /** Returns a record id in the notation in which it is reported; one that no record can have, as it stands. */
    String notation(String recordId) {
        try {
            return idOf(keyOf(recordId));
        } catch (IllegalArgumentException e) {
            return recordId;
        }
    }
}
