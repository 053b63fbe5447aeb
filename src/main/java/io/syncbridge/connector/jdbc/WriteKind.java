package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Carries out writes of one kind within a transaction. */
interface WriteKind {

    /**
     * Writes a batch and settles each of its writes. The number of statements does not grow with the batch.
     *
     * @throws SQLException if any of the writes fails; then none counts as written
     */
    void write(Connection connection, List<PendingWrite> batch) throws SQLException;
}
