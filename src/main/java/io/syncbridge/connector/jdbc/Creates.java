package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Inserts rows and takes their keys from the database: what a trigger, a sequence or the column's type makes of a key that
 * was given counts, not what was given.
 */
final class Creates implements WriteKind {

    /** PostgreSQL and MariaDB count a statement's parameters in two bytes. */
    private static final int MOST_PARAMETERS = 30_000;

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
        Map<PendingWrite, String> ids = new IdentityHashMap<>();
        for (List<PendingWrite> group : groups(batch)) {
            List<Column> columns = group.stream().flatMap(write -> write.values().keySet().stream()).distinct().toList();
            int size = Math.max(1, MOST_PARAMETERS / Math.max(1, columns.size()));
            for (int from = 0; from < group.size(); from += size) {
                insert(connection, columns, group.subList(from, Math.min(group.size(), from + size)), ids);
            }
        }
        rereading.settle(connection, batch, ids::get);
    }

    /**
     * Returns the writes as they go into statements together. Rows that lack a column leave it to the database by DEFAULT; where
     * generated keys are asked for, all rows of a statement have the same columns.
     */
    private Collection<List<PendingWrite>> groups(List<PendingWrite> batch) {
        return table.dialect().returnsInserted() ? List.of(batch)
                : batch.stream().collect(Collectors.groupingBy(write -> write.values().keySet(), LinkedHashMap::new, Collectors.toList())).values();
    }

    private void insert(Connection connection, List<Column> columns, List<PendingWrite> writes, Map<PendingWrite, String> ids)
            throws SQLException {
        List<String> stored = table.dialect().returnsInserted()
                ? insertReturning(connection, columns, writes)
                : new GeneratedKeys(table).insert(connection, columns, writes);
        if (stored.size() != writes.size()) {
            throw new SQLException("the database stored " + stored.size() + " of " + writes.size() + " new rows of `"
                    + table.name() + "` without an error: a trigger or rule of the table drops them");
        }
        for (int i = 0; i < stored.size(); i++) {
            ids.put(writes.get(i), stored.get(i) == null ? lookedUp(connection, writes.get(i)) : stored.get(i));
        }
    }

    /** The trigger of a view need not tell the key that its table gave: the row is the only one that holds what was written. */
    private String lookedUp(Connection connection, PendingWrite write) throws SQLException {
        List<Column> columns = write.values().keySet().stream().filter(column -> column.isText() || column.type() == ColumnType.INTEGER)
                .filter(column -> write.values().get(column) != null).toList();
        List<List<Object>> keys = columns.isEmpty() ? List.of()
                : new Sql(table.dialect()).add("SELECT " + table.sqlNames(table.key()) + " FROM " + table.sqlName() + " WHERE ")
                        .in(table, columns, List.of(columns.stream().map(write.values()::get).toList()))
                        .query(connection, result -> GeneratedKeys.read(result, table.key()));
        return table.storedId(keys.size() == 1 ? keys.get(0) : Collections.nCopies(table.key().size(), null));
    }

    /** Returns the ids under which the rows were stored, in the order of the writes; {@code null} for one that the database does not tell. */
    private List<String> insertReturning(Connection connection, List<Column> columns, List<PendingWrite> writes) throws SQLException {
        Sql insert = new Sql(table.dialect()).add(table.dialect().beforeInsertReturning(table.sqlNames(table.key())));
        insert.add(insertInto(table, columns));
        String separator = "";
        for (PendingWrite write : writes) {
            insert.add(separator);
            values(insert, table, columns, write);
            separator = ", ";
        }
        insert.add(table.dialect().afterInsertReturning(table.sqlNames(table.key())));
        return insert.query(connection, result -> {
            List<Object> key = GeneratedKeys.read(result, table.key());
            return key.contains(null) ? null : table.idOf(key);
        });
    }

    /** Returns the beginning of an insert, to be followed by tuples of {@link #values}. */
    static String insertInto(Table table, List<Column> columns) {
        return "INSERT INTO " + table.sqlName() + " (" + table.sqlNames(columns.isEmpty() ? table.key() : columns) + ") VALUES ";
    }

    /** Adds a row's values; one without any is the database's to fill in. */
    static void values(Sql insert, Table table, List<Column> columns, PendingWrite write) throws SQLException {
        if (columns.isEmpty()) {
            insert.add("(" + String.join(", ", Collections.nCopies(table.key().size(), "DEFAULT")) + ")");
        } else {
            insert.tuple(columns, columns.stream().map(column -> write.values().containsKey(column) ? write.values().get(column) : Sql.DEFAULT).toList());
        }
    }
}
