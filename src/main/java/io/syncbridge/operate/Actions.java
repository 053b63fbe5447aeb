package io.syncbridge.operate;

import io.syncbridge.component.Intake;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Retrying;
import io.syncbridge.pipeline.Windows;
import io.syncbridge.pipeline.WorkSignal;
import io.syncbridge.store.Audit;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Pauses;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.SyncLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Everything that a person can do to the running bridge; each action is noted with the person's name. */
@ApplicationScoped
public class Actions {

    private final Audit audit;
    private final Brakes brakes;
    private final Pauses pauses;
    private final Reviews reviews;
    private final Deliveries deliveries;
    private final Inbox inbox;
    private final SyncLog log;
    private final Retrying retrying;
    private final Intake intake;
    private final WorkSignal signal;
    private final Windows windows;
    private final Clock clock;

    public Actions(Audit audit, Brakes brakes, Pauses pauses, Reviews reviews, Deliveries deliveries, Inbox inbox, SyncLog log,
            Retrying retrying, Intake intake, WorkSignal signal, Windows windows, Clock clock) {
        this.audit = audit;
        this.brakes = brakes;
        this.pauses = pauses;
        this.reviews = reviews;
        this.deliveries = deliveries;
        this.inbox = inbox;
        this.log = log;
        this.retrying = retrying;
        this.intake = intake;
        this.signal = signal;
        this.windows = windows;
        this.clock = clock;
    }

    /** Holds a sync: what is reported is still accepted and waits; nothing is written and nobody is polled. */
    @Transactional
    public void pause(String sync, String person) {
        if (pauses.pause(sync, person, clock.instant())) {
            note(person, "pause", sync, "sync " + sync, Map.of());
        }
    }

    public void resume(String sync, String person) {
        if (pauses.resume(sync)) {
            note(person, "resume", sync, "sync " + sync, Map.of());
            signal.now(sync);
        }
    }

    /** Asks systems for their changes now, without waiting for their timers. */
    public void poll(String sync, Collection<String> systems, String person) {
        note(person, "poll", sync, String.join(", ", systems), Map.of());
        systems.forEach(system -> intake.poll(sync, system));
    }

    /** Sends what is waiting now, without waiting for its batch window, for records to rest or for the end of quiet hours. */
    public void send(SyncDefinition sync, String person) {
        note(person, "send", sync.name(), "sync " + sync.name(), Map.of());
        windows.sendNow(sync, person);
    }

    /**
     * Settles a review; the answer goes through the pipeline like any other change.
     *
     * @param answer the field's canonical value, or for a whole record {@code keep} or {@code delete}
     * @return whether the review was still open
     */
    public boolean settle(ReviewItem review, Object answer, String person) {
        boolean open = reviews.answer(review.id(), answer, person, clock.instant());
        if (open) {
            note(person, "settle", review.sync(), "review " + review.id(),
                    Map.of("syncId", review.syncId(), "field", review.field()));
            signal.now(review.sync());
        }
        return open;
    }

    /** Tries a failed change again, with the newest values. */
    public void retry(Delivery failure, String person) {
        note(person, "retry", failure.sync(), subject(failure), Map.of());
        retrying.retry(failure);
    }

    /** Gives fields of the thing behind a failed delivery other values, in all systems, and delivers again. */
    public void edit(SyncDefinition sync, Delivery failure, Map<String, Object> values, String person) {
        note(person, "edit", failure.sync(), subject(failure), Map.of("fields", List.copyOf(values.keySet())));
        reviews.give(sync.name(), failure.syncId(), values, person, "Edited after a write failed: " + failure.error(),
                clock.instant());
        retrying.retry(failure);
    }

    /** Drops a failed change, also one that was set aside; the sync log keeps it. What came of the record since is worked on. */
    @Transactional
    public void discard(Delivery failure, String person) {
        if (deliveries.discard(failure.id())) {
            if (failure.holdsChanges()) {
                inbox.discard(failure.sync(), new RecordRef(failure.sourceSystem(), failure.sourceRecordId()), failure.lastAt(),
                        clock.instant());
                signal.now(failure.sync());
            }
            note(person, "discard", failure.sync(), subject(failure), Map.of());
            log.write(List.of(new SyncLog.Entry(0, clock.instant(), failure.sync(), failure.syncId(), failure.sourceSystem(),
                    failure.sourceRecordId(), failure.targetSystem(), failure.targetRecordId(), failure.operation(),
                    SyncLog.Status.SKIPPED, List.of(), Map.of(), "discarded by " + person, failure.error(), null)));
        }
    }

    /**
     * Releases or rejects what a brake holds back. Rejecting a changed definition pauses its sync.
     *
     * @return whether the brake was still open
     */
    public boolean decide(Brake brake, Brakes.State decision, String person) {
        boolean open = brakes.decide(brake.id(), decision, person, clock.instant());
        if (open) {
            note(person, decision == Brakes.State.RELEASED ? "release" : "reject", brake.sync(), "brake " + brake.id(),
                    Map.of("kind", brake.kind().name(), "why", brake.why()));
            if (brake.kind() == Brakes.Kind.DEFINITION && decision == Brakes.State.REJECTED) {
                pause(brake.sync(), person);
            }
            signal.now(brake.sync());
        }
        return open;
    }

    private static String subject(Delivery failure) {
        return failure.targetSystem() == null ? "report of " + failure.sourceSystem() + "/" + failure.sourceRecordId()
                : "delivery of " + failure.syncId() + " to " + failure.targetSystem();
    }

    private void note(String person, String action, String sync, String subject, Map<String, Object> details) {
        audit.write(new Audit.Entry(0, clock.instant(), person, action, sync, subject, details));
    }
}
