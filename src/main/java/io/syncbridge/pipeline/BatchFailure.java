package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.LaneLostException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.apache.camel.util.ObjectHelper;

/**
 * Ends a batch that failed, as a whole or in a part. Nothing of what failed was stored, so that its changes are still in the
 * inbox; they are taken in ever smaller batches, and what fails alone is set aside for a while, so that it cannot hold up the
 * others.
 */
@ApplicationScoped
@Unremovable
public class BatchFailure {

    private final Taking taking;
    private final Brakes brakes;
    private final SettingAside settingAside;
    private final WorkSignal signal;
    private final Clock clock;
    /** Each sync's last failure. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    public BatchFailure(Taking taking, Brakes brakes, SettingAside settingAside, WorkSignal signal, Clock clock) {
        this.taking = taking;
        this.brakes = brakes;
        this.settingAside = settingAside;
        this.signal = signal;
        this.clock = clock;
    }

    @Handler
    public void failed(@ExchangeProperty("sync") String sync, @ExchangeProperty("batch") Batch batch,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (batch != null) {
            Traces.end(batch.taken().trace(), failure);
        }
        BrakedException braked = ObjectHelper.getException(BrakedException.class, failure);
        if (braked != null) {
            brake(braked);
        } else if (ObjectHelper.getException(LaneLostException.class, failure) != null) {
            PipelineLog.laneLost(sync);
            taking.done(sync);
        } else {
            tell(sync, batch, failure);
            split(sync, batch, failure);
        }
    }

    /** What fails again and again for the same reason is told once, with where in the code; from then on by what is set aside. */
    private void tell(String sync, Batch batch, Exception failure) {
        String reason = SettingAside.rootOf(failure);
        boolean known = reason.equals(told.put(sync, reason));
        if (batch == null || !known) {
            PipelineLog.batchFailed(sync, reason, known ? null : failure);
        }
    }

    private void split(String sync, Batch batch, Exception failure) {
        try {
            if (batch != null && batch.taken().isAlone()) {
                settingAside.setAside(batch, failure);
            }
        } finally {
            taking.failed(sync, batch);
        }
        if (batch != null && !batch.taken().isAlone()) {
            signal.now(sync);
        }
    }

    private void brake(BrakedException braked) {
        try {
            if (brakes.stop(braked.sync(), braked.kind(), braked.subject(), braked.getMessage(), clock.instant())) {
                PipelineLog.braked(braked.sync(), braked.getMessage());
            }
        } finally {
            taking.done(braked.sync());
        }
    }
}
