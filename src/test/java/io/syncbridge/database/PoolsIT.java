package io.syncbridge.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.transaction.TransactionIntegration;
import io.syncbridge.BridgeConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A connection that the server has ended costs the one who uses it, and nobody after. */
class PoolsIT {

    @Test
    void aConnectionThatTheServerHasEndedIsNotHandedOutAgain() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                AgroalDataSource pool = Pools.open(database(server), TransactionIntegration.none())) {
            try (Connection ended = pool.getConnection()) {
                select(ended);
                try (Connection administrator = server.getPostgresDatabase().getConnection()) {
                    administrator.createStatement().execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
                }
                assertThatThrownBy(() -> select(ended)).isInstanceOf(SQLException.class);
            }
            try (Connection next = pool.getConnection()) {
                select(next);
            }
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUpAndTheConnectionWithIt() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                AgroalDataSource pool = Pools.open(database(server), TransactionIntegration.none())) {
            try (Connection silent = pool.getConnection(); var statement = silent.createStatement()) {
                assertThatThrownBy(() -> statement.execute("select pg_sleep(600)")).isInstanceOf(SQLException.class);
            }
            try (Connection next = pool.getConnection()) {
                select(next);
            }
        }
    }

    private static void select(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private static BridgeConfig.Database database(EmbeddedPostgres server) {
        return new BridgeConfig.Database() {
            @Override
            public String url() {
                return server.getJdbcUrl("postgres", "postgres");
            }

            @Override
            public Optional<String> username() {
                return Optional.of("postgres");
            }

            @Override
            public Optional<String> password() {
                return Optional.empty();
            }

            @Override
            public int poolSize() {
                return 1;
            }

            @Override
            public Duration acquireTimeout() {
                return Duration.ofSeconds(5);
            }

            @Override
            public Duration callTimeout() {
                return Duration.ofSeconds(1);
            }
        };
    }
}
