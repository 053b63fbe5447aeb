package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Settles what was written with the records as they now stand, defaults and triggers included. */
final class Rereading {

    private final Table table;
    private final TableReader reader;

    Rereading(Table table) {
        this.table = table;
        this.reader = new TableReader(table);
    }

    /**
     * Reads the records and settles their writes.
     *
     * @param id under which the database says to have stored a record
     * @throws SQLException if a record is not found again, so that nothing counts as written: the bridge would take a record
     *     for deleted that it only knows by a wrong name
     */
    void settle(Connection connection, List<PendingWrite> written, Function<PendingWrite, String> id) throws SQLException {
        List<String> ids = written.stream().map(id).distinct().toList();
        Map<String, Row> rows = reader.byIds(connection, ids).stream().collect(Collectors.toMap(Row::id, row -> row));
        for (PendingWrite write : written) {
            Row row = rows.get(table.notation(id.apply(write)));
            write.settle(Results.written(row != null ? row : renamed(connection, id.apply(write))));
        }
    }

    /** Returns the record that the database takes for the one with the id, though it spells it otherwise. */
    private Row renamed(Connection connection, String id) throws SQLException {
        List<Row> rows = reader.byIds(connection, List.of(id));
        if (rows.size() != 1) {
            throw new SQLException("the row of `" + table.name() + "` was written, but is not found as `" + id + "`"
                    + (table.filter() == null ? "" : " (or the option filter hides it)") + ": a trigger gives it another key than "
                    + "the database tells. Nothing was kept of it. Change the trigger, or map the key as it is stored");
        }
        return rows.get(0);
    }
}
