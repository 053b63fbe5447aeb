package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Sets the modified column of what the bridge writes to the database's time. */
final class ModifiedStamp {

    private final Table table;
    private final boolean touch;

    ModifiedStamp(Table table, boolean touch) {
        this.table = table;
        this.touch = touch;
    }

    /** Stamps the writes that set anything but the modified column itself. */
    void set(Connection connection, List<PendingWrite> batch) throws SQLException {
        if (touch && table.modified() != null && !batch.isEmpty()) {
            Instant now = DatabaseClock.read(connection, table.dialect());
            batch.stream()
                    .filter(write -> !write.values().isEmpty())
                    .forEach(write -> write.values().putIfAbsent(table.modified(), table.modified().ofInstant(now)));
        }
    }
}
