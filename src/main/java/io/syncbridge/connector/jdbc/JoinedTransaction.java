package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A part of a transaction that somebody else commits: it is undone by itself if it fails. */
record JoinedTransaction(Dialect dialect) implements WriteTransaction {

    private static final String SAVEPOINT = "syncbridge_batch";

    @Override
    public <T> T run(Connection connection, Work<T> work) throws SQLException {
        // in SQL, since drivers refuse JDBC's savepoints within XA
        Sql.execute(connection, "SAVEPOINT " + SAVEPOINT);
        try {
            T result = work.run();
            if (dialect.checkConstraints() != null) {
                Sql.execute(connection, dialect.checkConstraints());
            }
            Sql.execute(connection, "RELEASE SAVEPOINT " + SAVEPOINT);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            forget(connection, e);
            throw e;
        }
    }

    private void forget(Connection connection, Exception cause) throws SQLException {
        if (dialect.forgetStatements() != null && cause instanceof SQLException failure && SqlFailures.isOfSchema(failure)) {
            Sql.execute(connection, dialect.forgetStatements());
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            Sql.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
