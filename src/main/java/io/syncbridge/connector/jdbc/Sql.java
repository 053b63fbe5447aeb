package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One SQL statement in the making: its text, and the values of its parameters beside it. */
final class Sql {

    /** Turns the current row of a result into something. */
    interface RowReader<T> {

        T read(ResultSet result) throws SQLException;
    }

    /** Stands for a column's default. */
    static final Object DEFAULT = new Object();

    private record Parameter(Column column, Object value) {
    }

    private final Dialect dialect;
    private final StringBuilder text = new StringBuilder();
    private final List<Parameter> parameters = new ArrayList<>();

    Sql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Executes a statement without parameters. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Sql add(String sql) {
        text.append(sql);
        return this;
    }

    /** Adds a column's JDBC value, or {@link #DEFAULT}. */
    Sql value(Column column, Object value) {
        if (value == DEFAULT) {
            return add("DEFAULT");
        }
        text.append(dialect.placeholder(column));
        parameters.add(new Parameter(column, value));
        return this;
    }

    /** Adds a column's JDBC values in parentheses: {@code (?, ?)}. */
    Sql tuple(List<Column> columns, List<?> values) {
        text.append('(');
        for (int i = 0; i < columns.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            value(columns.get(i), values.get(i));
        }
        text.append(')');
        return this;
    }

    /** Adds the condition that the columns hold one of the tuples, of which there is at least one. */
    Sql in(Table table, List<Column> columns, Collection<? extends List<?>> tuples) {
        add("(").add(table.sqlNames(columns)).add(") IN (");
        String separator = "";
        for (List<?> tuple : tuples) {
            add(separator).tuple(columns, tuple);
            separator = ", ";
        }
        return add(")");
    }

    /** Adds a column's text in the form in which its spellings are the same. */
    Sql folded(Column column, Object value) {
        text.append(dialect.folded(dialect.placeholder(column)));
        parameters.add(new Parameter(column, value));
        return this;
    }

    <T> List<T> query(Connection connection, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(reader.read(result));
                }
                return rows;
            }
        }
    }

    int update(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            bind(statement);
            return statement.executeUpdate();
        }
    }

    /** Sets this statement's parameters in one that was prepared from the same text. */
    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            dialect.bind(statement, i + 1, parameters.get(i).column(), parameters.get(i).value());
        }
    }

    /** Executes statements of one text together. */
    static void execute(PreparedStatement statement, Collection<Sql> batch) throws SQLException {
        for (Sql sql : batch) {
            sql.bind(statement);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
