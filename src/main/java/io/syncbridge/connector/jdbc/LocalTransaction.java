package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction in one database. */
final class LocalTransaction {

    private LocalTransaction() {
    }

    /** Commits what the work did, or rolls it back if it fails. */
    static <T> T run(Connection connection, WriteTransaction.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
