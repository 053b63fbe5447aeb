package io.syncbridge.pipeline;

import io.syncbridge.component.Intake;
import io.syncbridge.component.StreamPosition;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.model.Change;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Streams;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Leads from the {@code sync} component into the intake route. */
@Singleton
public class IntakeGateway implements Intake {

    private final ProducerTemplate template;
    private final Instance<Polling> polling;
    private final Streams streams;
    private final Cursors cursors;
    private final SystemGuards guards;
    private final Clock clock;
    private final TransactionManager transactions;
    private final Traces traces;
    private final Map<String, Gathering> gathered = new ConcurrentHashMap<>();

    public IntakeGateway(ProducerTemplate template, Instance<Polling> polling, Streams streams, Cursors cursors, SystemGuards guards,
            TransactionManager transactions, Traces traces, Clock clock) {
        this.template = template;
        this.polling = polling;
        this.streams = streams;
        this.cursors = cursors;
        this.guards = guards;
        this.clock = clock;
        this.transactions = transactions;
        this.traces = traces;
    }

    /** What several tell at the same time is stored together, unless the caller's transaction or trace is to take it. */
    @Override
    public int take(String sync, String system, List<Change> changes) {
        if (isInTransaction() || traces.current() != null) {
            return take(IntakeBatch.told(sync, system, changes, null)).size();
        }
        return gathered.computeIfAbsent(sync + "/" + system, key -> new Gathering(together ->
                take(IntakeBatch.told(sync, system, together, null)))).take(changes);
    }

    private boolean isInTransaction() {
        try {
            return transactions.getStatus() != Status.STATUS_NO_TRANSACTION;
        } catch (SystemException e) {
            throw new IllegalStateException("The transaction manager does not say whether a transaction is under way.", e);
        }
    }

    @Override
    public int take(String sync, String system, List<Change> changes, StreamPosition reached) {
        return take(IntakeBatch.told(sync, system, changes, reached)).size();
    }

    @Override
    public Optional<String> position(String sync, String system, String stream) {
        return streams.position(sync, system, stream);
    }

    @Override
    public void scanAnew(String sync, String system) {
        cursors.scanAnew(sync, system, clock.instant());
    }

    @Override
    public void heard(String sync, String system, String trouble) {
        guards.heard(system, trouble);
        if (trouble == null) {
            cursors.done(sync, system);
        } else {
            cursors.unheard(sync, system, trouble, clock.instant());
        }
    }

    @Override
    public void poll(String sync, String system) {
        polling.get().poll(sync, system, this);
    }

    /** Returns those of the changes that were new. */
    @SuppressWarnings("unchecked")
    List<Change> take(IntakeBatch intake) {
        try {
            return template.requestBody("direct:intake", intake, List.class);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
