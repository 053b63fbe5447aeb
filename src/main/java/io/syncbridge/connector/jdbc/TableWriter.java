package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Operation;
import io.syncbridge.model.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Writes to a table: a batch in one transaction. Where one record spoils its batch, the batch is rolled back and its
 * halves are tried by themselves, until just the bad ones are left over. (Whole transactions rather than savepoints, so
 * that a constraint which is checked only at the commit is caught too.)
 */
final class TableWriter {

    private static final Logger LOG = Logger.getLogger(TableWriter.class);

    private final DataSource database;
    private final Table table;
    private final OwnWrites own;
    private final WriteTransaction transaction;
    private final Map<Operation, WriteKind> kinds;

    /**
     * @param touch whether writes set the modified column
     * @param own says of these writes that they are the bridge's own
     * @param transaction in which a batch is written
     */
    TableWriter(DataSource database, Table table, boolean touch, OwnWrites own, WriteTransaction transaction) {
        this.database = database;
        this.table = table;
        this.own = own;
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
        if (operation == Operation.UPDATE) {
            exchange(pending.stream().filter(write -> write.isRefused(Refusal.UNIQUE)).toList());
        }
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
            Refusal refusal = SqlFailures.kind(e);
            if (SqlFailures.isOfSchema(e)) {
                batch.forEach(write -> write.settle(Results.outdated(SqlFailures.message(e))));
            } else if (refusal.isPassing()) {
                batch.forEach(write -> write.settle(Results.failed(refusal, SqlFailures.message(e))));
            } else if (batch.size() == 1) {
                batch.get(0).refuse(refusal, refused(kind, batch.get(0), refusal, e), SqlFailures.message(e));
            } else {
                int half = batch.size() / 2;
                attempt(kind, batch.subList(0, half));
                attempt(kind, batch.subList(half, batch.size()));
            }
        }
    }

    private Set<Column> refused(WriteKind kind, PendingWrite write, Refusal refusal, SQLException failure) {
        Set<Column> named = named(failure);
        return named.isEmpty() && refusal == Refusal.FIELD ? refusedFields(kind, write) : named;
    }

    private Set<Column> named(SQLException failure) {
        try (Connection connection = connect()) {
            return new RefusedColumns(table).of(failure, connection);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return Set.of();
        }
    }

    /**
     * Returns the columns whose values the database refuses: those without which it takes the write. They are tried one after
     * the other, each beside what was taken before it, and nothing of that stays. Empty where it does not come from single columns.
     */
    private Set<Column> refusedFields(WriteKind kind, PendingWrite write) {
        Set<Column> taken = new LinkedHashSet<>(write.values().keySet());
        taken.removeIf(column -> kind == kinds.get(Operation.UPDATE) || column.nullable() && !table.isKey(column));
        if (!taken.isEmpty() && !isTaken(kind, write.only(taken))) {
            return Set.of();
        }
        Set<Column> refused = new LinkedHashSet<>();
        for (Column column : write.values().keySet()) {
            if (taken.add(column) && !isTaken(kind, write.only(taken))) {
                taken.remove(column);
                refused.add(column);
            }
        }
        return refused;
    }

    private boolean isTaken(WriteKind kind, PendingWrite write) {
        try (Connection connection = connect()) {
            transaction.run(connection, () -> {
                kind.write(connection, List.of(write));
                throw new TriedException();
            });
            return true;
        } catch (TriedException e) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Undoes what was only tried. */
    private static final class TriedException extends RuntimeException {

        private TriedException() {
            super(null, null, false, false);
        }
    }

    /** Lets rows that want one another's unique values exchange them, each group in one transaction. */
    private void exchange(List<PendingWrite> refused) {
        if (refused.size() < 2) {
            return;
        }
        try {
            Exchanges exchanges = exchanges(refused);
            for (List<PendingWrite> group : exchanges.groups()) {
                exchange(exchanges.columns(), group);
            }
        } catch (SQLException e) {
            LOG.debugf(e, "Rows of %s cannot exchange their values.", table.name());
        }
    }

    private Exchanges exchanges(List<PendingWrite> refused) throws SQLException {
        try (Connection connection = connect()) {
            return Exchanges.of(connection, table, refused);
        }
    }

    private void exchange(List<Column> columns, List<PendingWrite> group) {
        List<Map<String, Object>> refusals = group.stream().map(PendingWrite::result).toList();
        group.forEach(PendingWrite::unsettle);
        try {
            inTransaction(((Updates) kinds.get(Operation.UPDATE)).exchanging(columns), group);
        } catch (SQLException e) {
            for (int i = 0; i < group.size(); i++) {
                group.get(i).settle(refusals.get(i));
            }
        }
    }

    private void inTransaction(WriteKind kind, List<PendingWrite> batch) throws SQLException {
        try (Connection connection = connect()) {
            transaction.run(connection, () -> {
                own.begin(connection, batch);
                try {
                    kind.write(connection, batch);
                } finally {
                    own.end(connection);
                }
                return null;
            });
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
