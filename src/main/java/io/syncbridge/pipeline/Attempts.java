package io.syncbridge.pipeline;

import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Delivery;
import java.util.Map;
import java.util.Objects;

/** Recognises records that the bridge itself may have created without getting an answer. */
record Attempts(Markers markers) {

    /**
     * Takes a record for delivered that an unanswered attempt created, so that what people did to either side since then
     * counts: an edit, and a deletion.
     */
    void adopt(Batch batch, Thing thing, Observation found) {
        CanonicalRecord created = created(batch, thing, found);
        if (!created.isEmpty()) {
            batch.put(Reconcile.created(batch.thing(thing.syncId()), new Shadow(found.ref(),
                    found.presence() == Presence.OUTSIDE ? Presence.OUTSIDE : Presence.PRESENT, created, Map.of(), null, null)));
        }
    }

    /** Returns with which values the bridge itself has created the record; empty where it has not, as far as can be told. */
    private CanonicalRecord created(Batch batch, Thing thing, Observation found) {
        CanonicalRecord attempted = attempted(batch, thing, found.ref().system());
        if (isMarked(batch, thing, found.ref())) {
            return attempted.isEmpty() ? forgotten(thing, found) : attempted;
        }
        boolean untouched = Counterparts.isThere(found)
                && attempted.fields().stream().allMatch(field -> Objects.equals(attempted.get(field), found.values().get(field)));
        return untouched ? attempted : CanonicalRecord.EMPTY;
    }

    /**
     * A record of a deleted thing in a system that never had one is of the bridge's own making, even if no attempt is noted
     * any more: nobody takes back what has not been there.
     */
    private static CanonicalRecord forgotten(Thing thing, Observation found) {
        return thing.base().isDeleted() && !thing.shadows().containsKey(found.ref().system())
                ? Counterparts.only(thing.base().values(), found.values().fields().stream().filter(thing.base().values()::has).toList())
                : CanonicalRecord.EMPTY;
    }

    /** Says whether the record carries the marker of the thing; one in a system that takes no part any more is not looked at. */
    boolean isMarked(Batch batch, Thing thing, RecordRef ref) {
        SystemDefinition system = batch.definition().system(ref.system());
        FieldPath field = system == null ? null : system.marker();
        Change report = batch.causes.get(ref);
        return field != null && report != null && report.record() != null
                && markers.syncId(field.get(report.record())).filter(thing.syncId()::equals).isPresent();
    }

    /** Returns what an attempt without an answer wanted to create in the system; empty where there was none. */
    static CanonicalRecord attempted(Batch batch, Thing thing, String system) {
        return batch.known(thing.syncId()).undelivered().stream()
                .filter(delivery -> system.equals(delivery.targetSystem()) && isUnanswered(batch, thing, delivery)
                        && delivery.payload() != null).findFirst()
                .map(delivery -> batch.pointers.without(batch.definition().mapping().toCanonical(system, delivery.payload()).value()))
                .orElse(CanonicalRecord.EMPTY);
    }

    /** Says whether the system may have made a create: the bridge stopped before the answer, or the answer was that of a system in trouble. */
    static boolean isUncertain(Delivery delivery) {
        return (delivery.attempts() == 0 || delivery.kind() == Refusal.PASSING) && delivery.payload() != null && !delivery.payload().isEmpty();
    }

    /** Says whether the delivery is a create that the thing's system has not confirmed. */
    static boolean isUnanswered(Batch batch, Thing thing, Delivery delivery) {
        return delivery.targetSystem() != null && delivery.operation() == Operation.CREATE
                && batch.known(thing.syncId()).isFree(delivery.targetSystem());
    }
}
