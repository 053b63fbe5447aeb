package io.syncbridge.pipeline;

import io.syncbridge.component.Plain;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Notes;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Leaves alone what broke the pipeline all by itself, longer each time, so that it cannot hold up the others; and tells
 * people why, in the sync log and among what is tried again.
 */
@ApplicationScoped
public class SettingAside {

    /** The first wait is as long as the fifth of a delivery: what breaks a batch costs all others a moment. */
    private static final int HEAD_START = 4;

    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Notes notes;
    private final Reviews reviews;
    private final SyncLog log;

    public SettingAside(Inbox inbox, Deliveries deliveries, Notes notes, Reviews reviews, SyncLog log) {
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.notes = notes;
        this.reviews = reviews;
        this.log = log;
    }

    /**
     * Sets the batch's only item aside. A change stays in the inbox, a delivery is due later; an answer goes back to the person
     * who gave it. Of what was noted before it failed, the deliveries that were planned are left.
     *
     * @param batch one that holds nothing else
     */
    void setAside(Batch batch, Throwable failure) {
        String reason = reason(failure);
        notes.leave(batch.sync());
        if (!batch.isNoted()) {
            batch.taken().waiting().stream().map(Waiting::change).forEach(change -> {
                Delivery later = later(batch, standsFor(batch, change), reason);
                inbox.postpone(batch.sync(), Map.of(change.ref(), later.dueAt()));
            });
        }
        batch.taken().due().forEach(delivery -> later(batch, delivery, reason));
        batch.taken().answered().forEach(review -> giveBack(batch, review, reason));
    }

    private Delivery standsFor(Batch batch, Change change) {
        RecordRef ref = change.ref();
        Thing thing = batch.thingOf(ref);
        return deliveries.setAside(batch.sync(), ref).orElseGet(() -> new Delivery(0, batch.sync(),
                thing == null ? null : thing.syncId(), null, null, ref.system(), ref.recordId(), change.operation(),
                State.WAITING, 0, batch.now(), batch.now(), batch.now(), null, change.record()));
    }

    /** The same failure is told once. */
    private Delivery later(Batch batch, Delivery delivery, String reason) {
        Instant due = batch.now().plus(Backoff.after(delivery.attempts() + 1 + HEAD_START, null));
        Delivery later = delivery.triedAgain(batch.now(), due, reason);
        deliveries.save(List.of(later));
        PipelineLog.setAside(batch.sync(), later);
        if (!reason.equals(delivery.error())) {
            RecordRef source = later.sourceRecordId() == null ? null : new RecordRef(later.sourceSystem(), later.sourceRecordId());
            tell(batch, new LogRow(later.syncId(), Status.FAILED).from(source)
                    .to(later.targetSystem(), later.targetRecordId()).operation(later.operation())
                    .because("set aside, tried again by itself"), reason);
        }
        return later;
    }

    private void giveBack(Batch batch, ReviewItem review, String reason) {
        if (reviews.giveBack(review.id(), "This could not be carried out. " + reason, batch.now())) {
            tell(batch, new LogRow(review.syncId(), Status.FAILED).because("given back to " + review.settledBy()), reason);
        }
    }

    private void tell(Batch batch, LogRow row, String reason) {
        log.write(List.of(row.error(reason).entry(batch.context())));
    }

    private static String reason(Throwable failure) {
        return "The bridge itself failed at this, no system refused it; its own log tells where. " + rootOf(failure);
    }

    /** Returns in one line what went wrong at the bottom; databases tell the whole row below their first line. */
    static String rootOf(Throwable failure) {
        return Plain.reason(failure);
    }
}
