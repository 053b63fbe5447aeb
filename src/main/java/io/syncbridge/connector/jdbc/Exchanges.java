package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Updates that were refused because a row holds the unique value that another one is to get.
 *
 * @param columns the columns whose values must be unique
 * @param groups those that stand in one another's way, two or more in each
 */
record Exchanges(List<Column> columns, List<List<PendingWrite>> groups) {

    static Exchanges of(Connection connection, Table table, List<PendingWrite> refused) throws SQLException {
        List<List<Column>> indexes = new ArrayList<>(TableLookup.uniqueIndexes(connection, table));
        indexes.add(table.key());
        Map<String, Row> rows = new TableReader(table).byIds(connection, refused.stream().map(PendingWrite::id).toList()).stream()
                .collect(Collectors.toMap(Row::id, Function.identity()));
        Map<PendingWrite, Row> held = new LinkedHashMap<>();
        refused.stream().filter(write -> rows.containsKey(table.notation(write.id())))
                .forEach(write -> held.put(write, rows.get(table.notation(write.id()))));
        List<Column> columns = indexes.stream().flatMap(List::stream).distinct().toList();
        return new Exchanges(columns, groups(indexes, held));
    }

    private static List<List<PendingWrite>> groups(List<List<Column>> indexes, Map<PendingWrite, Row> held) {
        Map<PendingWrite, List<PendingWrite>> groupOf = new LinkedHashMap<>();
        held.keySet().forEach(write -> groupOf.put(write, new ArrayList<>(List.of(write))));
        for (List<Column> index : indexes) {
            Map<List<Object>, PendingWrite> holders = new HashMap<>();
            held.forEach((write, row) -> holders.put(tuple(index, column -> row.values().get(column.name())), write));
            held.forEach((write, row) -> {
                PendingWrite holder = holders.get(tuple(index, column -> write.values().containsKey(column)
                        ? column.toRecord(write.values().get(column)) : row.values().get(column.name())));
                if (holder != null) {
                    join(groupOf, write, holder);
                }
            });
        }
        return groupOf.values().stream().distinct().filter(group -> group.size() > 1).toList();
    }

    private static List<Object> tuple(List<Column> index, Function<Column, Object> value) {
        return index.stream().map(value).map(Objects::toString).collect(Collectors.toList());
    }

    private static void join(Map<PendingWrite, List<PendingWrite>> groupOf, PendingWrite one, PendingWrite other) {
        List<PendingWrite> group = groupOf.get(one);
        List<PendingWrite> joined = groupOf.get(other);
        if (group != joined) {
            group.addAll(joined);
            joined.forEach(write -> groupOf.put(write, group));
        }
    }
}
