package io.syncbridge.store;

import java.util.Optional;
import java.util.UUID;

class H2StoreTest extends StoreContract {

    @Override
    String start() {
        return "jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";
    }

    @Override
    Optional<String> username() {
        return Optional.empty();
    }

    @Override
    void stop() {
        // The database is in memory and ends with the tests.
    }
}
