package io.syncbridge.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.syncbridge.pipeline.Outcome.Kind;
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
    public Batch settled(Decided decided) {
        Batch batch = decided.batch();
        Traces.end(batch.taken().trace(), null);
        taking.settled(batch);
        releasing.childrenOf(batch.sync());
        for (Batch part : batch.parts()) {
            for (Kind kind : Kind.values()) {
                count(part, "none", kind.name(), part.outcomes().stream().filter(outcome -> outcome instanceof Outcome.Counted one && one.kind() == kind).count());
            }
            PipelineLog.outcomes(part.rows());
            part.rows().forEach(row -> count(part, row.targetSystem() == null ? "none" : row.targetSystem(), row.status().name(), 1));
        }
        return batch;
    }

    /** @param system the system that was, or was to be, written to */
    private void count(Batch batch, String system, String outcome, long amount) {
        meters.counter("syncbridge.outcomes", "sync", batch.sync(), "system", system, "outcome", outcome.toLowerCase(Locale.ROOT)).increment(amount);
    }
}
