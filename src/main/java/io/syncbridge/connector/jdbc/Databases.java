package io.syncbridge.connector.jdbc;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.transaction.TransactionIntegration;
import io.syncbridge.BridgeConfig;
import io.syncbridge.database.Pools;
import io.syncbridge.database.Recovery;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;
import org.apache.camel.spi.Registry;

/**
 * The JDBC systems' databases, {@code bridge.databases.<name>}, each with one pool. Routes find them in the registry
 * under their names too: {@code jdbc:<name>}.
 */
@ApplicationScoped
public class Databases {

    private final Map<String, BridgeConfig.JdbcSystem> configurations;
    private final Recovery recovery;
    private final TransactionManager transactions;
    private final Map<String, AgroalDataSource> pools = new ConcurrentHashMap<>();

    @Inject
    Databases(BridgeConfig config, Recovery recovery, TransactionManager transactions) {
        this(config.databases(), recovery, transactions);
    }

    Databases(Map<String, BridgeConfig.JdbcSystem> configurations, Recovery recovery, TransactionManager transactions) {
        this.configurations = Map.copyOf(configurations);
        this.recovery = recovery;
        this.transactions = transactions;
    }

    /** Opens the pools of databases that take part in the store's transactions, so that what was left there can be finished. */
    public void openJoining() {
        configurations.keySet().stream().filter(this::joins).forEach(this::get);
    }

    /** Says whether what is written there takes part in the store's transaction. */
    boolean joins(String name) {
        return configuration(name).xa();
    }

    /** Says whether the caller is within a transaction. */
    boolean isInTransaction() {
        try {
            return transactions.getStatus() == Status.STATUS_ACTIVE;
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns a database's pool.
     *
     * @throws IllegalArgumentException if no such database is configured, with those that are
     */
    public DataSource get(String name) {
        return pools.computeIfAbsent(name, key -> open(key, configuration(key)));
    }

    /** Has a database's connections closed as soon as nobody uses them, with the statements that they have prepared. */
    void renewConnections(String name) {
        pools.get(name).flush(FlushMode.GRACEFUL);
    }

    /** Opens a connection outside the pool, for who keeps it; a configuration that is not there fails as in {@link #get}. */
    Connection connect(String name) throws SQLException {
        BridgeConfig.JdbcSystem database = configuration(name);
        var properties = new Properties();
        database.username().ifPresent(user -> properties.setProperty("user", user));
        database.password().ifPresent(password -> properties.setProperty("password", password));
        return DriverManager.getConnection(database.url(), properties);
    }

    void bind(@Observes CamelContextStartingEvent event) {
        Registry registry = event.getContext().getRegistry();
        configurations.keySet().forEach(name -> registry.bind(name, DataSource.class, () -> get(name)));
    }

    @PreDestroy
    void close() {
        pools.values().forEach(AgroalDataSource::close);
    }

    private BridgeConfig.JdbcSystem configuration(String name) {
        BridgeConfig.JdbcSystem database = configurations.get(name);
        if (database == null) {
            throw new IllegalArgumentException("no database `" + name + "` is configured: set bridge.databases." + name
                    + ".url. " + Nearest.cure(name, new TreeSet<>(configurations.keySet())));
        }
        return database;
    }

    private AgroalDataSource open(String name, BridgeConfig.JdbcSystem database) {
        try {
            return database.xa() ? Pools.openXa(database, recovery.integration())
                    : Pools.open(database, TransactionIntegration.none());
        } catch (SQLException e) {
            throw new IllegalArgumentException("bridge.databases." + name + " makes no pool: " + e.getMessage(), e);
        }
    }
}
