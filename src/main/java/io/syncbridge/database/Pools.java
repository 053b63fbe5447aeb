package io.syncbridge.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.api.transaction.TransactionIntegration;
import io.syncbridge.BridgeConfig;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ServiceLoader;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.xa.PGXADataSource;

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
        return open(database, transactions, null);
    }

    /**
     * Opens a pool whose connections take part in JTA transactions together with other databases.
     *
     * @param transactions which must know where to register for recovery
     * @throws SQLException if the configuration cannot make a pool, or the product is not known to take part
     */
    public static AgroalDataSource openXa(BridgeConfig.Database database, TransactionIntegration transactions)
            throws SQLException {
        return open(database, transactions, xaDataSource(database.url()));
    }

    /**
     * Makes sure that the database can promise a commit that is still to come.
     *
     * @throws SQLException if it is set up otherwise, or away
     */
    public static void ensureXa(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            try (Statement statement = connection.createStatement();
                    ResultSet setting = statement.executeQuery("SHOW max_prepared_transactions")) {
                setting.next();
                if (setting.getInt(1) == 0) {
                    throw new SQLException("this PostgreSQL allows no prepared transactions, which XA needs: set "
                            + "max_prepared_transactions to at least its max_connections and restart it, or do without "
                            + "bridge.databases.<name>.xa");
                }
            }
        }
    }

    private static Class<? extends XADataSource> xaDataSource(String url) throws SQLException {
        if (url.startsWith("jdbc:postgresql:")) {
            return PGXADataSource.class;
        }
        if (url.startsWith("jdbc:h2:")) {
            return JdbcDataSource.class;
        }
        if (url.startsWith("jdbc:mariadb:")) {
            return MariaDbDataSource.class;
        }
        throw new SQLException("XA is possible with PostgreSQL, H2 and MariaDB only");
    }

    private static AgroalDataSource open(BridgeConfig.Database database, TransactionIntegration transactions,
            Class<? extends XADataSource> xa) throws SQLException {
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
                    if (xa != null) {
                        factory.connectionProviderClass(xa);
                    }
                    database.username().ifPresent(user -> factory.principal(new NamePrincipal(user)));
                    database.password().ifPresent(password -> factory.credential(new SimplePassword(password)));
                    return factory;
                });
        return AgroalDataSource.from(configuration);
    }
}
