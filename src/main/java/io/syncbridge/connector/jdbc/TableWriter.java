package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Writes to a table: a batch in one transaction. Where one record spoils its batch, the batch is rolled back and its
 * halves are tried by themselves, until just the bad ones are left over. (Whole transactions rather than savepoints, so
 * that a constraint which is checked only at the commit is caught too.)
 */
final class TableWriter {

    private final DataSource database;
    private final Table table;
    private final boolean logged;
    private final WriteTransaction transaction;
    private final Map<Operation, WriteKind> kinds;

    /**
     * @param touch whether writes set the modified column
     * @param logged whether the table has a change log, which these writes must stay out of
     * @param transaction in which a batch is written
     */
    TableWriter(DataSource database, Table table, boolean touch, boolean logged, WriteTransaction transaction) {
        this.database = database;
        this.table = table;
        this.logged = logged;
        this.transaction = transaction;
        var stamp = new ModifiedStamp(table, touch);
        this.kinds = Map.of(
                Operation.CREATE, new Creates(table, stamp),
                Operation.UPDATE, new Updates(table, stamp),
                Operation.DELETE, new Deletes(table));
    }

    /** Carries out writes of one kind; never throws for what the database says. Returns one result for each, in order. */
    List<Map<String, Object>> write(Operation operation, List<Map<String, Object>> writes) {
        List<PendingWrite> pending = writes.stream().map(write -> new PendingWrite(table, operation, write)).toList();
        attempt(kinds.get(operation), pending.stream().filter(write -> !write.isSettled()).toList());
        return pending.stream().map(PendingWrite::result).toList();
    }

    private void attempt(WriteKind kind, List<PendingWrite> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            inTransaction(kind, batch);
        } catch (SQLException e) {
            batch.forEach(PendingWrite::unsettle);
            boolean passing = SqlFailures.isPassing(e);
            if (passing || batch.size() == 1) {
                batch.forEach(write -> write.settle(Results.failed(SqlFailures.message(e), passing)));
            } else {
                int half = batch.size() / 2;
                attempt(kind, batch.subList(0, half));
                attempt(kind, batch.subList(half, batch.size()));
            }
        }
    }

    private void inTransaction(WriteKind kind, List<PendingWrite> batch) throws SQLException {
        try (Connection connection = connect()) {
            transaction.run(connection, () -> {
                if (logged) {
                    outsideTheLog(connection, kind, batch);
                } else {
                    kind.write(connection, batch);
                }
                return null;
            });
        }
    }

    private void outsideTheLog(Connection connection, WriteKind kind, List<PendingWrite> batch) throws SQLException {
        execute(connection, table.dialect().beginOwnWrites());
        try {
            kind.write(connection, batch);
        } finally {
            if (table.dialect().endOwnWrites() != null) {
                execute(connection, table.dialect().endOwnWrites());
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** That there is no connection is never the record's fault. */
    private Connection connect() throws SQLException {
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new SQLTransientConnectionException(e.getMessage(), e.getSQLState(), e);
        }
    }
}
