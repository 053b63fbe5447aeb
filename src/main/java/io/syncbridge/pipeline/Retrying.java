package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Tries failed changes again when a person says so. */
@ApplicationScoped
public class Retrying {

    private final Deliveries deliveries;
    private final Inbox inbox;
    private final IntakeGateway intake;
    private final WorkSignal signal;
    private final Clock clock;

    public Retrying(Deliveries deliveries, Inbox inbox, IntakeGateway intake, WorkSignal signal, Clock clock) {
        this.deliveries = deliveries;
        this.inbox = inbox;
        this.intake = intake;
        this.signal = signal;
        this.clock = clock;
    }

    /** A failed delivery is planned anew with the newest values; a record that could not be mapped, or was set aside, is read again. */
    public void retry(Delivery failure) {
        if (failure.targetSystem() == null) {
            var record = new RecordRef(failure.sourceSystem(), failure.sourceRecordId());
            inbox.postpone(failure.sync(), Map.of(record, clock.instant()));
            intake.take(failure.sync(), failure.sourceSystem(),
                    List.of(Change.hint(record)));
        } else {
            deliveries.retry(failure.id(), clock.instant());
        }
        signal.now(failure.sync());
    }
}
