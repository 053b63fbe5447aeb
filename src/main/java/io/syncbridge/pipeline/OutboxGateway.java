package io.syncbridge.pipeline;

import io.syncbridge.component.Outbox;
import io.syncbridge.component.Plain;
import io.syncbridge.model.OutboxEvent;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.OutboxEvents;
import jakarta.inject.Singleton;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the outbox in the store. */
@Singleton
public class OutboxGateway implements Outbox {

    private static final int TOGETHER = 1000;

    private final OutboxEvents events;
    private final Cursors cursors;
    private final TransactionManager transactions;
    private final Clock clock;
    private final Set<OutboxEvents.Queued> stuck = ConcurrentHashMap.newKeySet();
    private volatile Runnable wake = () -> { };

    public OutboxGateway(OutboxEvents events, Cursors cursors, TransactionManager transactions, Clock clock) {
        this.events = events;
        this.cursors = cursors;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public boolean isInTransaction() {
        try {
            return transactions.getStatus() == Status.STATUS_ACTIVE;
        } catch (SystemException e) {
            throw new IllegalStateException(Plain.message(e), e);
        }
    }

    @Override
    public void add(List<OutboxEvent> added) {
        try {
            events.add(added, clock.instant());
            transactions.getTransaction().registerSynchronization(new AfterCommit());
        } catch (SystemException | RollbackException e) {
            throw new IllegalStateException(Plain.message(e), e);
        }
    }

    private final class AfterCommit implements Synchronization {

        @Override
        public void beforeCompletion() {
            // nothing is to be done before the events are committed
        }

        @Override
        public void afterCompletion(int status) {
            wake.run();
        }
    }

    @Override
    public void onCommitted(Runnable waking) {
        wake = waking;
    }

    @Override
    public boolean isEmpty(String queue) {
        return events.isEmpty(queue);
    }

    @Override
    public List<OutboxEvent> next(String queue) {
        return events.next(queue, TOGETHER);
    }

    @Override
    public void published(Collection<OutboxEvent> published) {
        events.remove(published.stream().map(OutboxEvent::id).toList());
    }

    /** Shown as a poll that fails, and not as a system that is left alone: what the systems agree on goes on into the outbox. */
    @Override
    public void stuck(String queue, String why) {
        if (why == null) {
            stuck.forEach(one -> cursors.done(one.sync(), one.system()));
            stuck.clear();
            return;
        }
        for (OutboxEvents.Queued one : events.queued(queue)) {
            stuck.add(one);
            cursors.unheard(one.sync(), one.system(), why, clock.instant());
        }
    }
}
