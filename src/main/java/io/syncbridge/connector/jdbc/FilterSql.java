package io.syncbridge.connector.jdbc;

import io.syncbridge.mapping.Condition;
import io.syncbridge.mapping.Filter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Narrows a query down to the records that a filter lets through. Where SQL may judge more strictly than the bridge does,
 * as of texts that differ in case or of a number in a text, the condition is left to the bridge.
 */
final class FilterSql {

    private static final Set<ColumnType> NUMBERS = Set.of(ColumnType.INTEGER, ColumnType.DECIMAL);

    private FilterSql() {
    }

    /** @throws IllegalArgumentException if a field of the filter is none of the table's, or is not read */
    static void restrict(Sql sql, Table table, Filter filter) {
        for (Condition condition : filter.conditions()) {
            Column column = table.column(condition.field().text());
            if (!table.selected().contains(column)) {
                throw new IllegalArgumentException("the filter's column `" + column.name() + "` is not read: name it in the option columns");
            }
            restrict(sql, table, column, condition);
        }
    }

    private static void restrict(Sql sql, Table table, Column column, Condition condition) {
        String name = table.sqlNames(List.of(column));
        if (condition instanceof Condition.Is is && is.values().stream().allMatch(value -> isJudgedAlike(column, value))) {
            List<List<Object>> values = is.values().stream().map(value -> jdbc(column, value)).flatMap(Optional::stream)
                    .map(List::of).toList();
            if (values.isEmpty()) {
                sql.add(" AND FALSE");
            } else {
                sql.add(" AND ").in(table, List.of(column), values);
            }
        } else if (condition instanceof Condition.Blank blank && !blank.blank()) {
            sql.add(" AND " + name + " IS NOT NULL");
        } else if (condition instanceof Condition.Between between && NUMBERS.contains(column.type())) {
            bound(sql, column, name + " >= ", between.min());
            bound(sql, column, name + " <= ", between.max());
        }
    }

    private static boolean isJudgedAlike(Column column, Object value) {
        return value instanceof Number ? NUMBERS.contains(column.type())
                : value instanceof Boolean == (column.type() == ColumnType.BOOLEAN);
    }

    private static void bound(Sql sql, Column column, String comparison, BigDecimal bound) {
        if (bound != null) {
            jdbc(column, bound).ifPresent(value -> sql.add(" AND " + comparison).value(column, value));
        }
    }

    /** Returns nothing for what no record of the column holds. */
    private static Optional<Object> jdbc(Column column, Object value) {
        try {
            return Optional.ofNullable(column.toJdbc(value));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }
}
