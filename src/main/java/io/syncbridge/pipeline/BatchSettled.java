package io.syncbridge.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.syncbridge.store.SyncLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.apache.camel.Handler;

/** Counts what a settled batch did. */
@ApplicationScoped
@Unremovable
public class BatchSettled {

    private final MeterRegistry meters;
    private final Taking taking;
    private final Releasing releasing;

    public BatchSettled(MeterRegistry meters, Taking taking, Releasing releasing) {
        this.releasing = releasing;
        this.meters = meters;
        this.taking = taking;
    }

    @Handler
    public void settled(Batch batch) {
        Traces.end(batch.trace(), null);
        taking.settled(batch);
        releasing.childrenOf(batch.sync());
        count(batch, "none", "echo", batch.ledger.echoes());
        count(batch, "none", "outside", batch.ledger.outsiders());
        for (Batch part : batch.parts()) {
            count(part, "none", "agreed", part.ledger.agreed());
            PipelineLog.outcomes(part.ledger.log);
            for (SyncLog.Entry entry : part.ledger.log) {
                String system = entry.targetSystem() == null ? "none" : entry.targetSystem();
                count(part, system, entry.status().name().toLowerCase(Locale.ROOT), 1);
            }
        }
    }

    /** @param system the system that was, or was to be, written to */
    private void count(Batch batch, String system, String outcome, int amount) {
        meters.counter("syncbridge.outcomes", "sync", batch.sync(), "system", system, "outcome", outcome).increment(amount);
    }
}
