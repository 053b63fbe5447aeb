package io.syncbridge.store;

import com.arjuna.ats.jta.TransactionManager;
import io.syncbridge.model.RecordRef;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** What every part of the contract needs: a store, a sync of its own in it, and transactions. */
interface OnStore {

    Instant NOW = Instant.parse("2025-03-01T10:15:30.123456Z");
    AtomicInteger SYNCS = new AtomicInteger();

    StoreDatabase database();

    /** Names a sync that no other test uses, so that all can share one database. */
    default String newSync() {
        return "sync-" + SYNCS.incrementAndGet();
    }

    static RecordRef crm(String recordId) {
        return new RecordRef("crm", recordId);
    }

    static RecordRef shop(String recordId) {
        return new RecordRef("shop", recordId);
    }

    static void commit(Runnable work) throws Exception {
        TransactionManager.transactionManager().begin();
        work.run();
        TransactionManager.transactionManager().commit();
    }

    static void rollback(Runnable work) throws Exception {
        TransactionManager.transactionManager().begin();
        work.run();
        TransactionManager.transactionManager().rollback();
    }
}
