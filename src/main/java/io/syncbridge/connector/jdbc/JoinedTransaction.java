package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A part of a transaction that somebody else commits: it is undone by itself if it fails. */
record JoinedTransaction(Dialect dialect) implements WriteTransaction {

    private static final String SAVEPOINT = "syncbridge_batch";

    @Override
    public <T> T run(Connection connection, Work<T> work) throws SQLException {
        // in SQL, since drivers refuse JDBC's savepoints within XA
        execute(connection, "SAVEPOINT " + SAVEPOINT);
        try {
            T result = work.run();
            if (dialect.checkConstraints() != null) {
                execute(connection, dialect.checkConstraints());
            }
            execute(connection, "RELEASE SAVEPOINT " + SAVEPOINT);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            forget(connection, e);
            throw e;
        }
    }

    private void forget(Connection connection, Exception cause) throws SQLException {
        if (dialect.forgetStatements() != null && cause instanceof SQLException failure && SqlFailures.isOfSchema(failure)) {
            execute(connection, dialect.forgetStatements());
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
