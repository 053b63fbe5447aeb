package io.syncbridge.connector.jdbc;

import io.syncbridge.connector.cdc.TableName;
import io.syncbridge.connector.cdc.WriteMark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Says of writes, in their transaction, that they are the bridge's own, to who finds the table's changes. */
interface OwnWrites {

    /** Nobody is told. */
    OwnWrites UNTOLD = (connection, batch) -> { };

    /** Begins a batch. */
    void begin(Connection connection, List<PendingWrite> batch) throws SQLException;

    /** Ends it, where that is not done by the end of the transaction. */
    default void end(Connection connection) throws SQLException {
    }

    /** @param system that is written for: {@code contacts/crm} */
    static OwnWrites of(ChangesMode mode, Table table, String system) {
        return switch (mode) {
            case LOG -> new Session(table.dialect());
            case CDC -> new Message(table, system);
            case MODIFIED, HASH -> UNTOLD;
        };
    }

    /** A mark in the session, by which the triggers of the change log leave the writes out. */
    record Session(Dialect dialect) implements OwnWrites {

        @Override
        public void begin(Connection connection, List<PendingWrite> batch) throws SQLException {
            Sql.execute(connection, dialect.beginOwnWrites());
        }

        @Override
        public void end(Connection connection) throws SQLException {
            if (dialect.endOwnWrites() != null) {
                Sql.execute(connection, dialect.endOwnWrites());
            }
        }
    }

    /**
     * A message in the database's log, which names the records. What triggers do to others in the same transaction is not the
     * bridge's own, nor is what it writes for another sync.
     */
    record Message(Table table, String system) implements OwnWrites {

        @Override
        public void begin(Connection connection, List<PendingWrite> batch) throws SQLException {
            Set<String> ids = new HashSet<>();
            int creates = 0;
            for (PendingWrite write : batch) {
                List<Object> key = new ArrayList<>(table.key().stream().map(write.values()::get).toList());
                if (write.id() != null) {
                    ids.add(table.notation(write.id()));
                }
                if (key.stream().noneMatch(Objects::isNull)) {
                    ids.add(table.idOf(key));
                } else if (write.id() == null) {
                    creates++;
                }
            }
            var mark = new WriteMark(system, new TableName(table.schema(), table.name()).toString(), ids, new AtomicInteger(creates));
            try (PreparedStatement statement = connection.prepareStatement("SELECT pg_logical_emit_message(true, ?, ?)")) {
                statement.setString(1, WriteMark.PREFIX);
                statement.setString(2, mark.text());
                statement.execute();
            }
        }
    }
}
