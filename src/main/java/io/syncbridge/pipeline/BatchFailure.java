package io.syncbridge.pipeline;

import io.syncbridge.store.Brakes;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.LaneLostException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;

/**
 * Ends a batch that failed as a whole. Nothing of it was stored, so that its changes are still in the inbox; they are
 * taken one by one from now on, and one that fails alone is set aside for a while, so that it cannot hold up the others.
 */
@ApplicationScoped
@Named("batchFailed")
public class BatchFailure {

    /** How long a record is left alone that broke the pipeline all by itself. */
    private static final Duration ASIDE = Duration.ofSeconds(20);

    private final Taking taking;
    private final Brakes brakes;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Clock clock;

    public BatchFailure(Taking taking, Brakes brakes, Inbox inbox, Deliveries deliveries, Clock clock) {
        this.taking = taking;
        this.brakes = brakes;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Handler
    public void failed(@ExchangeProperty("sync") String sync, @ExchangeProperty("batch") Batch batch,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (batch != null) {
            Traces.end(batch.trace(), failure);
        }
        if (failure instanceof BrakedException braked) {
            brake(braked);
        } else if (failure instanceof LaneLostException) {
            PipelineLog.laneLost(sync);
            taking.done(sync);
        } else {
            PipelineLog.batchFailed(sync, failure);
            taking.carefully(sync);
            if (batch != null && batch.isCareful()) {
                setAside(batch);
            }
        }
    }

    private void brake(BrakedException braked) {
        if (brakes.stop(braked.sync(), braked.kind(), braked.subject(), braked.getMessage(), clock.instant())) {
            PipelineLog.braked(braked.sync(), braked.getMessage());
        }
        taking.done(braked.sync());
    }

    private void setAside(Batch batch) {
        Instant until = clock.instant().plus(ASIDE);
        batch.waiting().forEach(item -> {
            inbox.postpone(batch.sync(), item.change().ref(), until);
            PipelineLog.setAside(batch.sync(), item.change().ref(), until);
        });
        deliveries.save(batch.due().stream().map(delivery -> delivery.dueAt(until)).toList());
    }
}
