package io.syncbridge.demo;

import io.agroal.api.transaction.TransactionIntegration;
import io.syncbridge.BridgeConfig;
import io.syncbridge.database.Pools;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** A database of a demo system. */
public record DemoDatabase(String url) implements BridgeConfig.Database {

    @Override
    public Optional<String> username() {
        return Optional.empty();
    }

    @Override
    public Optional<String> password() {
        return Optional.empty();
    }

    @Override
    public int poolSize() {
        return 5;
    }

    @Override
    public Duration acquireTimeout() {
        return Duration.ofSeconds(5);
    }

    /** Opens it as a system of its own would: outside the bridge's transactions. */
    public static Jdbi open(BridgeConfig.Database database) {
        try {
            return Jdbi.create(Pools.open(database, TransactionIntegration.none()));
        } catch (SQLException unusable) {
            throw new IllegalStateException("The demo database " + database.url() + " cannot be opened.", unusable);
        }
    }
}
