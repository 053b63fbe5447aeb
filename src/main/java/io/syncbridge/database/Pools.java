package io.syncbridge.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.api.transaction.TransactionIntegration;
import io.syncbridge.BridgeConfig;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ServiceLoader;

/**
 * Makes connection pools at run time, so that a new database needs configuration and no rebuild. The store and the
 * JDBC systems get theirs here.
 */
public final class Pools {

    private static final int VALID_WITHIN_SECONDS = 2;

    /** A connection that has rested longer is checked before it is handed out. */
    private static final Duration UNCHECKED = Duration.ofSeconds(1);

    static {
        // DriverManager looks for drivers once, and not in the class loader that holds the application's
        ServiceLoader.load(Driver.class, Pools.class.getClassLoader()).forEach(driver -> { });
    }

    private Pools() {
    }

    /**
     * Opens a pool; no connection is made before one is asked for.
     *
     * @param transactions ties connections to the caller's JTA transaction; {@link TransactionIntegration#none()} for
     *     plain auto-commit connections
     * @throws SQLException if the configuration cannot make a pool
     */
    public static AgroalDataSource open(BridgeConfig.Database database, TransactionIntegration transactions)
            throws SQLException {
        var configuration = new AgroalDataSourceConfigurationSupplier();
        configuration.connectionPoolConfiguration()
                .maxSize(database.poolSize())
                .acquisitionTimeout(database.acquireTimeout())
                .transactionIntegration(transactions)
                .exceptionSorter(new LostConnections())
                .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(VALID_WITHIN_SECONDS))
                .idleValidationTimeout(UNCHECKED)
                .connectionFactoryConfiguration(factory -> {
                    factory.jdbcUrl(database.url());
                    database.username().ifPresent(user -> factory.principal(new NamePrincipal(user)));
                    database.password().ifPresent(password -> factory.credential(new SimplePassword(password)));
                    return factory;
                });
        return AgroalDataSource.from(configuration);
    }
}
