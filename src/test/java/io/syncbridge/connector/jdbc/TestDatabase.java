package io.syncbridge.connector.jdbc;

import io.quarkus.runtime.configuration.MemorySize;
import io.syncbridge.BridgeConfig;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** A database to test with. */
record TestDatabase(String url, Optional<String> username, Optional<String> password) implements BridgeConfig.JdbcSystem {

    @Override
    public boolean xa() {
        return false;
    }

    @Override
    public int poolSize() {
        return 5;
    }

    @Override
    public Duration acquireTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public BridgeConfig.Cdc cdc() {
        return new BridgeConfig.Cdc() {

            @Override
            public Optional<String> slot() {
                return Optional.empty();
            }

            @Override
            public MemorySize walLimit() {
                return new MemorySize(BigInteger.valueOf(32L << 20));
            }

            @Override
            public Duration heartbeat() {
                return Duration.ofSeconds(1);
            }
        };
    }

    /** A connection as other applications have one, outside the bridge. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username.orElse(null), password.orElse(null));
    }

    void run(String... statements) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
