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

    void settle(Connection connection, List<PendingWrite> written, Function<PendingWrite, String> id) throws SQLException {
        Map<String, Row> rows = reader.byIds(connection, written.stream().map(id).toList()).stream()
                .collect(Collectors.toMap(Row::id, row -> row));
        for (PendingWrite write : written) {
            String recordId = table.notation(id.apply(write));
            Row row = rows.get(recordId);
            write.settle(row == null ? Results.written(recordId) : Results.written(row));
        }
    }
}
