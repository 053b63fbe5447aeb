package io.syncbridge.bench;

import java.sql.Connection;
import org.jdbi.v3.core.Jdbi;

/** Work on a plain connection without automatic commits; what fails there fails the run. */
interface Plain {

    void on(Connection connection) throws Exception;

    static void work(Jdbi database, Plain work) {
        database.useHandle(handle -> {
            try {
                Connection connection = handle.getConnection();
                connection.setAutoCommit(false);
                work.on(connection);
                connection.commit();
                connection.setAutoCommit(true);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
