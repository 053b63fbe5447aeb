package io.syncbridge.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Locale;
import java.util.stream.Stream;
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
        Stream.concat(batch.ledger.announced.stream(), batch.ledger.log.stream())
                .forEach(entry -> count(batch, entry.status().name().toLowerCase(Locale.ROOT), 1));
    }

    private void count(Batch batch, String outcome, int amount) {
        meters.counter("syncbridge.outcomes", "sync", batch.sync(), "outcome", outcome).increment(amount);
    }
}
