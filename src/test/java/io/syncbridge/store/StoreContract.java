package io.syncbridge.store;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.TransactionManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.syncbridge.BridgeConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What the store promises, on whatever database it is; each database has a class of its own below this one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract implements InboxContract, DueSyncsContract, PollingContract, LanesContract, ThingsContract, DeliveriesContract,
        ReviewsContract, SyncLogContract, TransactionContract, StatementCountContract, OperatingContract, BrakesContract, RunsContract,
        ChildrenContract, ComparisonsContract, NotificationsContract, HistoryContract, SearchContract, OutboxContract, MigrationContract {

    private record Settings(String url, Optional<String> username, Optional<String> password, int poolSize,
            Duration acquireTimeout) implements BridgeConfig.Database {
    }

    private StoreDatabase database;

    /** Starts an empty database and returns its JDBC URL. */
    abstract String start() throws Exception;

    @Override
    public abstract Optional<String> username();

    abstract void stop() throws Exception;

    /** Keeps the transaction manager's files out of the project's folder. */
    @BeforeAll
    static void placeTransactionLogs() {
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store).setObjectStoreDir("target/object-store");
        }
    }

    @BeforeAll
    void open() throws Exception {
        database = open(start());
    }

    @Override
    public StoreDatabase open(String url) throws SQLException {
        return new StoreDatabase(new Settings(url, username(), Optional.empty(), 4, Duration.ofSeconds(5)),
                TransactionManager.transactionManager(), new TransactionSynchronizationRegistryImple());
    }

    @AfterAll
    void close() throws Exception {
        database.close();
        stop();
    }

    @Override
    public StoreDatabase database() {
        return database;
    }
}
