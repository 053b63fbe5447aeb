package io.syncbridge.runs.compare;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.OrphanPolicy;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what is different in one thing, and why. Pure: it is given all that there is to know.
 *
 * @param thing what the bridge knows; {@code null} where the records are not linked
 * @param group the records that are meant
 * @param seen what was just read of them
 * @param changed when each of them changed last, by the bridge's clock, as far as that is known
 * @param waiting the records of which a change waits in the inbox, or for what it points to
 * @param undelivered what could not be delivered of the thing
 * @param since when the comparison began
 */
record Diagnosis(SyncDefinition sync, Thing thing, Group group, List<Seen> seen, Map<RecordRef, Instant> changed,
        Set<RecordRef> waiting, List<Delivery> undelivered, Instant since) {

    private record Judgement(Cause cause, RecordRef where, String why) {
    }

    /** Returns nothing where all systems agree. */
    Optional<Difference> difference() {
        List<SharedFields> parts = SharedFields.of(sync.policy());
        List<String> missing = missing(parts);
        Map<String, Map<String, Object>> fields = differing(parts);
        boolean doubled = seen.stream().map(Seen::system).distinct().count() < seen.size();
        if (seen.isEmpty() || missing.isEmpty() && fields.isEmpty() && !doubled && seen.stream().allMatch(one -> one.problems().isEmpty())) {
            return Optional.empty();
        }
        Judgement judged = judge(fields.keySet());
        return Optional.of(new Difference(group.thing(), List.copyOf(group.records()), judged.where(), fields, missing,
                judged.cause(), judged.why()));
    }

    private List<String> missing(List<SharedFields> parts) {
        var expected = new LinkedHashSet<String>();
        parts.forEach(part -> expected.addAll(part.systems()));
        seen.forEach(one -> expected.remove(one.system()));
        expected.removeIf(this::isLeftOut);
        return List.copyOf(expected);
    }

    private boolean isLeftOut(String system) {
        CanonicalRecord values = seen.stream().map(Seen::values).reduce(thing == null ? CanonicalRecord.EMPTY : thing.base().values(),
                CanonicalRecord::with);
        return Reconcile.isLeftOut(system, thing == null ? null : thing.shadows().get(system), values, sync.policy());
    }

    private Map<String, Map<String, Object>> differing(List<SharedFields> parts) {
        var fields = new LinkedHashMap<String, Map<String, Object>>();
        parts.forEach(part -> part.fields().forEach(field -> {
            var values = new LinkedHashMap<String, Object>();
            seen.stream().filter(one -> part.systems().contains(one.system()))
                    .forEach(one -> values.put(one.system(), one.values().get(field)));
            if (values.values().stream().map(Diagnosis::comparable).distinct().count() > 1) {
                fields.put(field, values);
            }
        }));
        return fields;
    }

    // ---- why, the surest cause first

    private Judgement judge(Set<String> fields) {
        return unmappable().or(() -> inReview(fields)).or(this::failed).or(this::onItsWay).or(this::changedSince)
                .or(this::unseen).or(() -> newField(fields)).or(() -> unheard(fields)).orElseGet(this::known);
    }

    private Optional<Judgement> unmappable() {
        return seen.stream().filter(one -> !one.problems().isEmpty()).findFirst().map(one -> new Judgement(Cause.FAILED, one.ref(),
                "What " + one.system() + " holds cannot be mapped: " + one.problems().get(0).message()));
    }

    private Optional<Judgement> inReview(Set<String> fields) {
        if (thing == null || !thing.inReview().contains(Thing.RECORD)
                && (fields.isEmpty() || !thing.inReview().containsAll(fields))) {
            return Optional.empty();
        }
        return Optional.of(new Judgement(Cause.REVIEW, null, "A person has been asked about "
                + (thing.inReview().contains(Thing.RECORD) ? "this record" : String.join(", ", fields)) + "; see the reviews."));
    }

    private Optional<Judgement> failed() {
        return undelivered.stream().filter(one -> one.state() == Deliveries.State.FAILED).findFirst()
                .map(one -> new Judgement(Cause.FAILED, place(one), "Failed, and waits to be retried or edited: " + one.error()));
    }

    private Optional<Judgement> onItsWay() {
        Optional<Judgement> inInbox = group.records().stream().filter(waiting::contains).findFirst().map(ref ->
                new Judgement(Cause.WAITING, ref, "A change of " + ref + " waits in the inbox, or for what it points to."));
        return inInbox.or(() -> undelivered.stream().findFirst().map(one -> new Judgement(Cause.WAITING, place(one),
                "Its delivery is tried again by itself: " + one.error())));
    }

    private static RecordRef place(Delivery delivery) {
        return delivery.targetSystem() != null && delivery.targetRecordId() != null
                ? new RecordRef(delivery.targetSystem(), delivery.targetRecordId())
                : delivery.sourceSystem() == null ? null : new RecordRef(delivery.sourceSystem(), delivery.sourceRecordId());
    }

    private Optional<Judgement> changedSince() {
        return seen.stream().map(Seen::ref).filter(ref -> changed.containsKey(ref) && changed.get(ref).isAfter(since)).findFirst()
                .map(ref -> new Judgement(Cause.MOVING, ref, "Changed in " + ref.system() + " at " + changed.get(ref)
                        + ", after the comparison began."));
    }

    private Optional<Judgement> unseen() {
        return seen.stream().map(Seen::ref).filter(ref -> shadow(ref) == null).findFirst().map(ref ->
                sync.policy().sources().contains(ref.system())
                        ? new Judgement(Cause.UNSEEN, ref, "The bridge has never heard of " + ref + ".")
                        : new Judgement(Cause.ALLOWED, ref, "Nothing is taken from " + ref.system() + "; the record is its own."));
    }

    /** Nobody has ever looked at the fields that differ. */
    private Optional<Judgement> newField(Set<String> fields) {
        List<String> unknown = fields.stream().filter(field -> thing.shadows().values().stream()
                .anyMatch(shadow -> shadow.isPresent() && seen.stream().anyMatch(one -> one.ref().equals(shadow.ref())
                        && one.values().has(field)) && !shadow.values().has(field))).toList();
        return fields.isEmpty() || unknown.size() < fields.size() ? Optional.empty()
                : Optional.of(new Judgement(Cause.NEW_FIELD, null, "New field " + String.join(", ", unknown)
                        + ": the definition did not have it when the record was seen last. A remap run fills it."));
    }

    private Optional<Judgement> unheard(Set<String> fields) {
        for (Seen one : seen) {
            Shadow shadow = shadow(one.ref());
            if (!shadow.isPresent() || fields.stream().anyMatch(field -> one.values().has(field)
                    && !Objects.equals(comparable(one.values().get(field)), comparable(shadow.values().get(field))))) {
                return Optional.of(new Judgement(Cause.UNHEARD, one.ref(), "Changed in " + one.system()
                        + " without the bridge hearing of it: its report was lost, or it is outside of what is reported."));
            }
        }
        return thing.shadows().values().stream().filter(Shadow::isPresent).map(Shadow::ref)
                .filter(ref -> seen.stream().noneMatch(one -> one.ref().equals(ref))).findFirst()
                .map(ref -> new Judgement(Cause.VANISHED, ref, "Gone from " + ref.system()
                        + (sync.system(ref.system()).filter().isEmpty() ? "" : ", or outside of its filter by now,")
                        + " without the bridge hearing of it."));
    }

    /** The bridge knows all that there is, so that its own rules tell what it would do. */
    private Judgement known() {
        List<Intent> intents = Reconcile.plan(thing, sync.policy());
        Optional<Intent> orphan = intents.stream().filter(Intent.Orphan.class::isInstance).findFirst();
        if (intents.size() > (orphan.isPresent() ? 1 : 0)) {
            return new Judgement(Cause.UNWRITTEN, null, "The bridge knows of it and has not written it;"
                    + " the definition has changed since, or a write was discarded.");
        }
        if (orphan.isPresent()) {
            boolean asked = ((Intent.Orphan) orphan.get()).how() == OrphanPolicy.REVIEW;
            return new Judgement(asked ? Cause.REVIEW : Cause.ALLOWED, null, "Missing in " + orphan.get().system()
                    + " and not created by itself, as the definition says (orphans).");
        }
        return new Judgement(Cause.ALLOWED, null, thing.base().isDeleted()
                ? "Deleted elsewhere and kept here, as the definition says (deletes)."
                : "The definition leaves it so, or the system makes something else of what is written there.");
    }

    private Shadow shadow(RecordRef ref) {
        Shadow shadow = thing == null ? null : thing.shadows().get(ref.system());
        return shadow != null && shadow.ref().equals(ref) ? shadow : null;
    }

    /** Numbers are compared by what they are worth. */
    private static Object comparable(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }
}
