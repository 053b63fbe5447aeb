package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Outcome.About;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Things.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a batch knows of one thing; every step that finds out more leaves another one.
 *
 * @param stored as the store holds it; {@code null} for one that it does not hold
 * @param before as it was before the batch, in the terms of the current definition; {@code null} for one that was unknown then
 * @param thing as it is now; {@code null} for one that is not known
 * @param news its records that were linked in this batch
 * @param failed what could not be delivered of it before this batch
 * @param undelivered the same, with what this batch is about to write in the place of what it was to the same system
 * @param cause the record whose report brought about what became of it last; {@code null} for none
 * @param undone what runs take back of it as a whole
 */
record Known(Thing stored, Thing before, Thing thing, List<RecordRef> news, List<Delivery> failed, List<Delivery> undelivered,
        RecordRef cause, List<ReviewItem> undone) {

    static final Known NOTHING = new Known(null, null, null, List.of(), List.of(), List.of(), null, List.of());

    /** @param restated the same in the terms of the current definition */
    static Known of(Thing stored, Thing restated) {
        return new Known(stored, restated, restated, List.of(), List.of(), List.of(), null, List.of());
    }

    // ---- what it says

    /** Says whether the thing came to the bridge's knowledge in this batch. */
    boolean isNews() {
        return before == null;
    }

    About about() {
        return new About(thing, cause);
    }

    /** Returns the thing's records, also those that were linked in this batch. */
    List<RecordRef> records() {
        return Stream.concat(thing.shadows().values().stream().map(Shadow::ref), news.stream()).distinct().toList();
    }

    /** Returns what was known of the system's record before this batch; {@code null} for nothing. */
    Shadow before(String system) {
        return before == null ? null : before.shadows().get(system);
    }

    /** Returns what is to be stored of the thing. */
    Revision revision(SyncDefinition definition) {
        return new Revision(stored, thing, stored == null ? List.of() : MatchKeys.of(definition, stored), MatchKeys.of(definition, thing));
    }

    /** Says whether the thing has no living record in the system yet, within its scope or outside. */
    boolean isFree(String system) {
        Shadow shadow = thing.shadows().get(system);
        return (shadow == null || shadow.presence() != Presence.PRESENT && shadow.presence() != Presence.OUTSIDE)
                && news.stream().noneMatch(ref -> ref.system().equals(system));
    }

    /** Returns what could not be delivered to the system before this batch, or else what it is about to write there. */
    Optional<Delivery> undelivered(String system) {
        return Stream.concat(failed.stream(), undelivered.stream()).filter(delivery -> system.equals(delivery.targetSystem())).findFirst();
    }

    /** Says whether the store holds a delivery in the place of this one. */
    boolean isStored(Delivery delivery) {
        return failed.stream().anyMatch(one -> Objects.equals(one.targetSystem(), delivery.targetSystem()));
    }

    /** Returns how often a write to the system was tried already. */
    int attempts(String system) {
        return undelivered(system).map(Delivery::attempts).orElse(0);
    }

    /** Returns when the delivery began to fail; {@code now}, if it fails for the first time. */
    Instant firstFailed(String system, Instant now) {
        return undelivered(system).map(Delivery::since).orElse(now);
    }

    /** Returns the fields that the system refused and that have not changed since. */
    List<String> stillRefused(String system) {
        return undelivered(system).map(before -> Undelivered.stillRefused(thing, before)).orElse(List.of());
    }

    // ---- what is found out

    Known with(Thing now) {
        return new Known(stored, before, now, news, failed, undelivered, cause, undone);
    }

    /** Returns the same, from where on the store holds the thing as it is now. */
    Known saved() {
        return new Known(thing, before, thing, news, failed, undelivered, cause, undone);
    }

    Known linked(RecordRef record) {
        return new Known(stored, before, thing, with(news, record), failed, undelivered, cause, undone);
    }

    Known unlinked(RecordRef record) {
        return new Known(stored, before, thing, without(news, record), failed, undelivered, cause, undone);
    }

    Known undelivered(List<Delivery> loaded) {
        return new Known(stored, before, thing, news, loaded, loaded, cause, undone);
    }

    /** Returns the same with what is about to be written. */
    Known noted(Delivery planned) {
        List<Delivery> others = undelivered.stream().filter(other -> !Objects.equals(planned.targetSystem(), other.targetSystem())).toList();
        return new Known(stored, before, thing, news, failed, with(others, planned), cause, undone);
    }

    Known causedBy(RecordRef record) {
        return new Known(stored, before, thing, news, failed, undelivered, record, undone);
    }

    Known undoing(ReviewItem undo) {
        return new Known(stored, before, thing, news, failed, undelivered, cause, with(undone, undo));
    }

    Known leaving(ReviewItem undo) {
        return new Known(stored, before, thing, news, failed, undelivered, cause, without(undone, undo));
    }

    private static <T> List<T> with(List<T> all, T one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return List.copyOf(more);
    }

    private static <T> List<T> without(List<T> all, T one) {
        return all.stream().filter(other -> !other.equals(one)).toList();
    }
}
