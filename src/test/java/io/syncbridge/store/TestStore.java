package io.syncbridge.store;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.ats.jta.TransactionManager;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.syncbridge.BridgeConfig;
import java.sql.SQLException;
import java.util.UUID;

/** A store in memory, for tests of what stands on it. */
public final class TestStore {

    private TestStore() {
    }

    /** Returns settings with a store of their own. @param more settings and values by turns */
    public static BridgeConfig config(String... more) {
        var settings = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(BridgeConfig.class)
                .withDefaultValue("bridge.store.url", "jdbc:h2:mem:" + UUID.randomUUID() + H2StoreTest.OPTIONS + ";DB_CLOSE_DELAY=-1");
        for (int i = 0; i < more.length; i += 2) {
            settings.withDefaultValue(more[i], more[i + 1]);
        }
        return settings.build().getConfigMapping(BridgeConfig.class);
    }

    public static StoreDatabase open() throws SQLException {
        return new StoreDatabase(config().store(), TransactionManager.transactionManager(), new TransactionSynchronizationRegistryImple());
    }
}
