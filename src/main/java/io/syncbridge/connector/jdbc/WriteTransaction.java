package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The transaction in which a batch of writes counts or does not. */
interface WriteTransaction {

    /** What is done within it. */
    interface Work<T> {

        T run() throws SQLException;
    }

    /** Does the work; what it did is undone if it fails. */
    <T> T run(Connection connection, Work<T> work) throws SQLException;
}
