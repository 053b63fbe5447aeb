package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Handler;

/** The skip branch: nothing is left to do for these things; what was found out about them is in the log already. */
@ApplicationScoped
@Unremovable
public class Skipping {

    @Handler
    public void skip(Decision.Skip skipped) {
        skipped.batch().ledger.agreed(skipped.syncIds().size());
    }
}
