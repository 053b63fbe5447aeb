package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Filter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a table's records; every method is one query, however many records it is asked for. */
final class TableReader {

    private static final Instant FIRST_DAY = Instant.parse("0001-01-02T00:00:00Z");
    static final Instant LAST_DAY = Instant.parse("9999-12-30T00:00:00Z");
    private static final String MOST_UNNAMED = " LIMIT 1000";

    private final Table table;

    TableReader(Table table) {
        this.table = table;
    }

    /** Returns the records with the given ids, those that there are. */
    List<Row> byIds(Connection connection, Collection<String> ids) throws SQLException {
        return byIds(connection, ids, "");
    }

    /** Likewise, and keeps them from being changed until the transaction ends. */
    List<Row> lock(Connection connection, Collection<String> ids) throws SQLException {
        return byIds(connection, ids, " ORDER BY " + table.sqlNames(table.key()) + " FOR UPDATE");
    }

    private List<Row> byIds(Connection connection, Collection<String> ids, String end) throws SQLException {
        Set<List<Object>> keys = new LinkedHashSet<>();
        ids.forEach(id -> possible(() -> table.keyOf(id)).ifPresent(keys::add));
        return keys.isEmpty() ? List.of() : rows(connection, select().add(" AND ").in(table, table.key(), keys).add(end));
    }

    /**
     * Returns the records that hold all values of one of the maps, in any {@link Spelling}: one query for all maps with the same
     * columns.
     *
     * @throws IllegalArgumentException if a map is empty or names no column
     */
    List<Row> find(Connection connection, List<Map<String, Object>> wanted) throws SQLException {
        Map<Shape, Set<List<Object>>> tuples = new LinkedHashMap<>();
        for (Map<String, Object> criteria : wanted) {
            Shape shape = Shape.of(table, criteria);
            possible(() -> shape.tuple(table, criteria))
                    .ifPresent(tuple -> tuples.computeIfAbsent(shape, key -> new LinkedHashSet<>()).add(tuple));
        }
        Map<String, Row> found = new LinkedHashMap<>();
        for (var entry : tuples.entrySet()) {
            rows(connection, entry.getKey().restrict(select(), table, entry.getValue())).stream().filter(row -> row.id() != null)
                    .forEach(row -> found.put(row.id(), row));
        }
        return List.copyOf(found.values());
    }

    /**
     * Returns the next records in the key's order.
     *
     * @param after {@code null} or the last key, as in a record
     * @param filter leaves records out
     */
    List<Row> pageByKey(Connection connection, List<Object> after, int limit, Filter filter) throws SQLException {
        Sql sql = select().add(named());
        FilterSql.restrict(sql, table, filter);
        if (after != null) {
            beyond(sql, table.key(), after);
        }
        return rows(connection, sql.add(" ORDER BY " + table.sqlNames(table.key()) + " LIMIT " + limit));
    }

    /** Returns the next records in the order of modified time and key, of those that the window lets through. */
    List<Row> pageByModified(Connection connection, ModifiedWindow window, List<Object> after, int limit) throws SQLException {
        List<Column> order = new ArrayList<>(List.of(table.modified()));
        order.addAll(table.key());
        Sql sql = within(select().add(named()), window);
        if (after != null) {
            beyond(sql, order, after);
        }
        return rows(connection, sql.add(" ORDER BY " + table.sqlNames(order) + " LIMIT " + limit));
    }

    /** Returns some of the rows that name no record, since a column of their key holds NULL. */
    List<Row> unnamed(Connection connection) throws SQLException {
        return mayLackKeys() ? rows(connection, select().add(unnamedCondition() + MOST_UNNAMED)) : List.of();
    }

    /** Likewise, of those that the window lets through. */
    List<Row> unnamed(Connection connection, ModifiedWindow window) throws SQLException {
        return mayLackKeys() ? rows(connection, within(select().add(unnamedCondition()), window).add(MOST_UNNAMED)) : List.of();
    }

    /** Returns some of the rows whose modified time lies outside of the calendar, as {@code 0000-00-00} and infinity do. */
    List<Row> unstamped(Connection connection) throws SQLException {
        Column modified = table.modified();
        String name = table.sqlNames(List.of(modified));
        return rows(connection, select().add(named() + " AND (" + name + " < ").value(modified, modified.ofInstant(FIRST_DAY))
                .add(" OR " + name + " > ").value(modified, modified.ofInstant(LAST_DAY)).add(")" + MOST_UNNAMED));
    }

    private boolean mayLackKeys() {
        return table.key().stream().anyMatch(Column::nullable);
    }

    private String unnamedCondition() {
        return table.key().stream().map(column -> table.sqlNames(List.of(column)) + " IS NULL")
                .collect(Collectors.joining(" OR ", " AND (", ")"));
    }

    private String named() {
        return table.key().stream().filter(Column::nullable)
                .map(column -> " AND " + table.sqlNames(List.of(column)) + " IS NOT NULL").collect(Collectors.joining());
    }

    private Sql within(Sql sql, ModifiedWindow window) {
        String modified = table.sqlNames(List.of(table.modified()));
        Instant from = window.from() == null ? FIRST_DAY : window.from();
        return sql.add(" AND " + modified + (window.exclusive() ? " > " : " >= ")).value(table.modified(), table.modified().ofInstant(from))
                .add(" AND " + modified + " <= ").value(table.modified(), table.modified().ofInstant(LAST_DAY));
    }

    private void beyond(Sql sql, List<Column> columns, List<Object> position) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(columns.get(i).toJdbc(position.get(i)));
        }
        sql.add(" AND (" + table.sqlNames(columns) + ") > ").tuple(columns, values);
    }

    private Sql select() {
        return new Sql(table.dialect()).add(table.select());
    }

    private List<Row> rows(Connection connection, Sql sql) throws SQLException {
        var rows = new ArrayList<Row>();
        sql.query(connection, result -> {
            if (rows.isEmpty()) {
                table.check(result);
            }
            return rows.add(Row.read(table, result));
        });
        return rows;
    }

    /** What no column can hold, no record holds. */
    private static <T> Optional<T> possible(Supplier<T> conversion) {
        try {
            return Optional.of(conversion.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The columns that criteria name: those with a value, and those that must be null. */
    private record Shape(List<Column> held, List<Column> blank) {

        static Shape of(Table table, Map<String, Object> criteria) {
            if (criteria.isEmpty()) {
                throw new IllegalArgumentException("find needs at least one field");
            }
            List<Column> held = new ArrayList<>();
            List<Column> blank = new ArrayList<>();
            criteria.forEach((name, value) -> (value == null ? blank : held).add(table.column(name)));
            return new Shape(held, blank);
        }

        List<Object> tuple(Table table, Map<String, Object> criteria) {
            Map<Column, Object> values = new LinkedHashMap<>();
            criteria.forEach((name, value) -> values.put(table.column(name), table.column(name).toJdbc(value)));
            return held.stream().map(values::get).filter(Objects::nonNull).toList();
        }

        Sql restrict(Sql select, Table table, Set<List<Object>> tuples) {
            blank.forEach(column -> {
                String name = table.sqlNames(List.of(column));
                select.add(column.isText() ? " AND (" + name + " IS NULL OR " + name + " = '')" : " AND " + name + " IS NULL");
            });
            return held.isEmpty() ? select : Spelling.in(select.add(" AND "), table, held, tuples);
        }
    }
}
