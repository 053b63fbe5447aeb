package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;

/** Tells of upkeep that failed; it runs again at its next time. */
@ApplicationScoped
@Unremovable
public class UpkeepFailure {

    @Handler
    public void failed(@ExchangeProperty(Exchange.FAILURE_ROUTE_ID) String task,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        PipelineLog.upkeepFailed(task, failure);
    }
}
