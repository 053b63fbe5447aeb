package io.syncbridge.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Optional;

class PostgresStoreIT extends StoreContract {

    private EmbeddedPostgres postgres;

    @Override
    String start() throws IOException {
        postgres = EmbeddedPostgres.start();
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    Optional<String> username() {
        return Optional.of("postgres");
    }

    @Override
    void stop() throws IOException {
        postgres.close();
    }
}
