package io.syncbridge.pipeline;

import io.syncbridge.store.LaneLostException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
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

    public BatchFailure(Taking taking) {
        this.taking = taking;
    }

    @Handler
    public void failed(@ExchangeProperty("sync") String sync,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (failure instanceof LaneLostException) {
            PipelineLog.laneLost(sync);
            taking.done(sync);
        } else {
            PipelineLog.batchFailed(sync, failure);
            taking.carefully(sync);
        }
    }
}
