package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.jta.TransactionManager;
import io.syncbridge.model.RecordRef;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

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
        try {
            work.run();
        } catch (Throwable e) {
            TransactionManager.transactionManager().rollback();
            throw e;
        }
        TransactionManager.transactionManager().commit();
    }

    static void rollback(Runnable work) throws Exception {
        TransactionManager.transactionManager().begin();
        try {
            work.run();
        } finally {
            TransactionManager.transactionManager().rollback();
        }
    }

    /** Begins other work while a transaction holds what it needs, and makes sure that it has to wait. */
    static <T> CompletableFuture<T> blocked(Supplier<T> work) {
        var other = CompletableFuture.supplyAsync(work);
        assertThatThrownBy(() -> other.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        return other;
    }

    /** Returns how many statements the store executes for the work. */
    default int statements(Runnable work) {
        var executed = new AtomicInteger();
        database().jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                executed.incrementAndGet();
            }
        });
        try {
            work.run();
        } finally {
            database().jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        }
        return executed.get();
    }
}
