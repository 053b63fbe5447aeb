package io.syncbridge.store;

import java.lang.reflect.Array;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Many rows as the parameters of one statement: an array for each column, which the database puts side by side with
 * {@code UNNEST}. The statement stays the same however many rows there are, so that the database plans it once.
 */
final class Columns<T> {

    /**
     * @param type as SQL names it
     * @param element as drivers name it
     */
    private record Column(String name, String type, String element) {

        private String array() {
            return "CAST(:" + parameter() + " AS " + type + " ARRAY)";
        }

        private String parameter() {
            return "given_" + name;
        }
    }

    private final Collection<T> rows;
    private final List<Column> columns = new ArrayList<>();
    private final List<BiConsumer<SqlStatement<?>, Column>> bindings = new ArrayList<>();
    private final Map<String, Object> constants = new HashMap<>();

    private Columns(Collection<T> rows) {
        this.rows = rows;
    }

    static <T> Columns<T> of(Collection<T> rows) {
        return new Columns<>(rows);
    }

    Columns<T> text(String name, Function<T, String> value) {
        return add(name, "VARCHAR", "varchar", String.class, value);
    }

    Columns<T> number(String name, Function<T, ? extends Number> value) {
        return add(name, "BIGINT", "int8", Long.class, row -> {
            Number number = value.apply(row);
            return number == null ? null : number.longValue();
        });
    }

    Columns<T> flag(String name, Function<T, Boolean> value) {
        return add(name, "BOOLEAN", "bool", Boolean.class, value);
    }

    Columns<T> time(String name, Function<T, Instant> value) {
        return add(name, "TIMESTAMP(6) WITH TIME ZONE", "timestamptz", OffsetDateTime.class, row -> Rows.time(value.apply(row)));
    }

    private <V> Columns<T> add(String name, String type, String element, Class<V> java, Function<T, ? extends V> value) {
        columns.add(new Column(name, type, element));
        bindings.add((update, column) -> update.bind(column.parameter(),
                array(column.element(), rows.parallelStream().map(value).toArray(size -> (Object[]) Array.newInstance(java, size)))));
        return this;
    }

    /** PostgreSQL's driver sends an array of a certain class as it is, and an {@code Object[]} as one long text to be parsed. */
    private static Argument array(String element, Object[] values) {
        return (position, statement, context) -> statement.setArray(position, statement.getConnection().createArrayOf(element, values));
    }

    /** Binds one value for all rows, under its own name. */
    Columns<T> all(String name, Object value) {
        constants.put(name, value);
        return this;
    }

    /**
     * Executes a statement, if there are any rows.
     *
     * @param sql {@code <rows>} in it stands for the rows, under the name {@code given}
     */
    void execute(Handle handle, String sql) {
        if (!rows.isEmpty()) {
            bind(handle.createUpdate(sql.replace("<rows>", unnested()))).execute();
        }
    }

    /**
     * Returns a query of the rows.
     *
     * @param sql {@code <rows>} in it stands for the rows, under the name {@code given}
     */
    Query query(Handle handle, String sql) {
        return bind(handle.createQuery(sql.replace("<rows>", unnested())));
    }

    private <S extends SqlStatement<S>> S bind(S statement) {
        statement.bindMap(constants);
        for (int i = 0; i < columns.size(); i++) {
            bindings.get(i).accept(statement, columns.get(i));
        }
        return statement;
    }

    private String unnested() {
        return "UNNEST(" + columns.stream().map(Column::array).collect(Collectors.joining(", ")) + ") AS given ("
                + columns.stream().map(Column::name).collect(Collectors.joining(", ")) + ")";
    }
}
