package io.syncbridge.database;

import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.jta.recovery.arjunacore.RecoveryXids;
import com.arjuna.ats.jbossatx.jta.RecoveryManagerService;
import io.agroal.api.transaction.TransactionIntegration;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.quarkus.narayana.jta.runtime.QuarkusRecoveryService;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.syncbridge.BridgeConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Finishes transactions of several databases that a crash has left between their two phases: those that were decided are
 * committed, the others rolled back. Until then their rows stay locked, so that nobody builds on them.
 */
@Singleton
public class Recovery {

    private static final Logger LOG = Logger.getLogger(Recovery.class);
    private static final String NOBODY = "quarkus";

    private static final int BACKOFF_SECONDS = 1;
    private static final int PERIOD_SECONDS = 10;

    /** A transaction that was found prepared, and is so still after this time, was not just about to be decided. */
    private static final int UNDECIDED_MILLIS = 500;

    private final TransactionManager transactions;
    private final TransactionSynchronizationRegistry synchronizations;
    private final boolean needed;
    private final String node;
    private RecoveryManagerService service;

    @Inject
    Recovery(TransactionManager transactions, TransactionSynchronizationRegistry synchronizations, BridgeConfig config,
            @ConfigProperty(name = "quarkus.transaction-manager.node-name", defaultValue = NOBODY) String node) {
        this.transactions = transactions;
        this.synchronizations = synchronizations;
        this.needed = isNeeded(config);
        this.node = node;
    }

    /** Says whether any system's database takes part in the store's transactions. */
    public static boolean isNeeded(BridgeConfig config) {
        return config.databases().values().stream().anyMatch(BridgeConfig.JdbcSystem::xa);
    }

    /** Returns what ties a pool of XA connections to JTA transactions, and registers it for recovery. */
    public TransactionIntegration integration() {
        return new NarayanaTransactionIntegration(transactions, synchronizations, null, false, QuarkusRecoveryService.getInstance());
    }

    /**
     * Finishes what was left, and goes on to do so from time to time. To be called when all pools are open and before any
     * work begins.
     *
     * @throws ConfigurationException if this instance has no name by which it would know its own transactions
     */
    public void run() {
        if (!needed) {
            return;
        }
        if (node.equals(NOBODY)) {
            throw new ConfigurationException("A database with xa=true needs a name of this instance, by which it knows its own "
                    + "transactions after a crash: set quarkus.transaction-manager.node-name to one that no other instance has "
                    + "and that stays the same, such as bridge-1. The folder quarkus.transaction-manager.object-store.directory "
                    + "must stay as well.");
        }
        recoveryPropertyManager.getRecoveryEnvironmentBean().setRecoveryBackoffPeriod(BACKOFF_SECONDS);
        recoveryPropertyManager.getRecoveryEnvironmentBean().setPeriodicRecoveryPeriod(PERIOD_SECONDS);
        RecoveryXids.setSafetyIntervalMillis(UNDECIDED_MILLIS);
        service = QuarkusRecoveryService.getInstance();
        service.create();
        RecoveryManager.manager().scan();
        service.start();
        LOG.infof("Transactions of several databases are on, as node %s", node);
    }

    @PreDestroy
    void stop() throws Exception {
        if (service != null) {
            service.stop();
        }
    }
}
