package io.syncbridge.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.syncbridge.BridgeConfig;
import io.syncbridge.database.Pools;
import io.syncbridge.database.Recovery;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * The database that holds the store: opened and migrated at start. Statements take part in the caller's JTA transaction;
 * without one, each counts by itself.
 */
@Singleton
public class StoreDatabase {

    private static final int VALID_WITHIN_SECONDS = 2;

    /** With these H2 understands the same statements as PostgreSQL does. */
    private static final List<String> H2_OPTIONS = List.of("MODE=PostgreSQL", "DATABASE_TO_LOWER=TRUE", "DEFAULT_NULL_ORDERING=HIGH");

    private final AgroalDataSource dataSource;
    private final Jdbi jdbi;

    @Inject
    public StoreDatabase(BridgeConfig config, TransactionManager transactions,
            TransactionSynchronizationRegistry synchronizations, Recovery recovery) throws SQLException {
        this(config.store(), Recovery.isNeeded(config)
                ? Pools.openXa(config.store(), recovery.integration())
                : Pools.open(config.store(), new NarayanaTransactionIntegration(transactions, synchronizations)));
        if (Recovery.isNeeded(config)) {
            ensureXa();
        }
    }

    public StoreDatabase(BridgeConfig.Database database, TransactionManager transactions,
            TransactionSynchronizationRegistry synchronizations) throws SQLException {
        this(database, Pools.open(database, new NarayanaTransactionIntegration(transactions, synchronizations)));
    }

    private StoreDatabase(BridgeConfig.Database database, AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        ensureH2Options(database.url());
        migrate(database.url());
        jdbi = Jdbi.create(dataSource).registerArrayType(String.class, "varchar").registerArrayType(Long.class, "bigint")
                .registerArrayType(Boolean.class, "boolean").registerArrayType(OffsetDateTime.class, "timestamptz");
    }

    private void ensureXa() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Pools.ensureXa(connection);
        } catch (SQLException e) {
            dataSource.close();
            throw new ConfigurationException("The store: " + e.getMessage());
        }
    }

    private static void ensureH2Options(String url) {
        List<String> missing = url.startsWith("jdbc:h2:")
                ? H2_OPTIONS.stream().filter(option -> !url.toUpperCase(Locale.ROOT).contains(";" + option.toUpperCase(Locale.ROOT))).toList()
                : List.of();
        if (!missing.isEmpty()) {
            throw new ConfigurationException("The store at %s lacks options that H2 needs here: append ;%s to bridge.store.url."
                    .formatted(address(url), String.join(";", missing)));
        }
    }

    private void migrate(String url) {
        try {
            Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").javaMigrations(new EntityMigration(), new LogMigration())
                    .load().migrate();
        } catch (FlywayException e) {
            dataSource.close();
            throw new ConfigurationException("The store at %s cannot be opened or brought up to date: %s. Check bridge.store.url, username and"
                    .formatted(address(url), firstCause(e)) + " password, that the server runs, and that no other program holds the file.");
        }
    }

    /** Returns the first line of what the driver says; the layers above it say it again with their stack traces. */
    private static String firstCause(FlywayException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return Objects.toString(cause.getMessage(), cause.toString()).lines().findFirst().orElse("").replaceFirst("[.;:\\s]+$", "");
    }

    /** The options behind the address may hold a password. */
    private static String address(String url) {
        return url.split("[;?]", 2)[0];
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Says whether the store answers; returns within a few seconds. */
    public boolean isUp() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(VALID_WITHIN_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @PreDestroy
    public void close() {
        dataSource.close();
    }
}
