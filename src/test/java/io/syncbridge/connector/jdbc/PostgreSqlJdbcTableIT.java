package io.syncbridge.connector.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgreSqlJdbcTableIT extends JdbcTableContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    TestDatabase database() {
        return new TestDatabase(server.getJdbcUrl("postgres", "postgres") + "&options=-c%20lock_timeout=50", Optional.empty(), Optional.empty());
    }

    @Override
    String momentType() {
        return "timestamptz";
    }

    @Override
    String jsonType() {
        return "jsonb";
    }

    @Override
    String generatedKey() {
        return "serial";
    }

    @Override
    String now() {
        return "clock_timestamp()";
    }
}
