package io.syncbridge.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.syncbridge.store.SyncLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;
import org.apache.camel.Handler;

/** Counts what a settled batch did. */
@ApplicationScoped
@Named("batchSettled")
public class BatchSettled {

    private final MeterRegistry meters;
    private final Taking taking;

    public BatchSettled(MeterRegistry meters, Taking taking) {
        this.meters = meters;
        this.taking = taking;
    }

    @Handler
    public void settled(Batch batch) {
        taking.done(batch.sync());
        count(batch, "echo", batch.ledger.echoes());
        count(batch, "agreed", batch.ledger.agreed());
        for (SyncLog.Entry entry : batch.ledger.log) {
            count(batch, entry.status().name().toLowerCase(Locale.ROOT), 1);
        }
    }

    private void count(Batch batch, String outcome, int amount) {
        meters.counter("syncbridge.outcomes", "sync", batch.sync(), "outcome", outcome).increment(amount);
    }
}
