package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which conditional writes can go ahead, and holds their rows until the transaction ends. */
final class HeldRows {

    private final Table table;
    private final TableReader reader;

    HeldRows(Table table) {
        this.table = table;
        this.reader = new TableReader(table);
    }

    /**
     * Settles the writes whose record is missing or no longer has the expected version, and returns the others. Of two
     * writes to one record the second is stale: the first has changed what it expects.
     */
    List<PendingWrite> matching(Connection connection, List<PendingWrite> batch) throws SQLException {
        Map<String, Row> held = reader.lock(connection, batch.stream().map(PendingWrite::id).toList()).stream()
                .collect(Collectors.toMap(Row::id, row -> row));
        Set<String> asked = batch.stream().map(write -> table.notation(write.id())).collect(Collectors.toSet());
        Set<String> taken = new HashSet<>();
        List<PendingWrite> matching = new ArrayList<>();
        for (PendingWrite write : batch) {
            String id = table.notation(write.id());
            Row row = held.containsKey(id) ? held.get(id) : respelled(held, asked, id);
            if (row == null) {
                write.settle(Results.missing());
            } else if (!taken.add(row.id()) || write.version() != null && !write.version().equals(row.version())) {
                write.settle(Results.stale());
            } else {
                write.over(row);
                if (!write.isSettled()) {
                    matching.add(write);
                }
            }
        }
        return matching;
    }

    /** Returns the row that a database which looks past case has found instead; its key was respelled. */
    private static Row respelled(Map<String, Row> held, Set<String> asked, String id) {
        return held.values().stream().filter(row -> !asked.contains(row.id()) && row.id().equalsIgnoreCase(id)).findFirst().orElse(null);
    }
}
