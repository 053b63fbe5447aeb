package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The time by a database's own clock. */
final class DatabaseClock {

    private DatabaseClock() {
    }

    static Instant read(Connection connection, Dialect dialect) throws SQLException {
        return new Sql(dialect).add("SELECT " + dialect.clock())
                .query(connection, result -> dialect.readClock(result, 1))
                .get(0);
    }
}
