package io.syncbridge.pipeline;

import io.syncbridge.store.Brakes;
import io.syncbridge.store.LaneLostException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;

/**
 * Ends a batch that failed as a whole. Nothing of it was stored, so that its changes are still in the inbox; they are
 * taken one by one from now on, so that one that breaks the pipeline cannot hold up the others.
 */
@ApplicationScoped
@Named("batchFailed")
public class BatchFailure {

    private final Taking taking;
    private final Brakes brakes;
    private final Clock clock;

    public BatchFailure(Taking taking, Brakes brakes, Clock clock) {
        this.taking = taking;
        this.brakes = brakes;
        this.clock = clock;
    }

    @Handler
    public void failed(@ExchangeProperty("sync") String sync,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (failure instanceof BrakedException braked) {
            brake(braked);
        } else if (failure instanceof LaneLostException) {
            PipelineLog.laneLost(sync);
            taking.done(sync);
        } else {
            PipelineLog.batchFailed(sync, failure);
            taking.carefully(sync);
        }
    }

    private void brake(BrakedException braked) {
        if (brakes.stop(braked.sync(), braked.kind(), braked.subject(), braked.getMessage(), clock.instant())) {
            PipelineLog.braked(braked.sync(), braked.getMessage());
        }
        taking.done(braked.sync());
    }
}
