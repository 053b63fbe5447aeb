package io.syncbridge.pipeline;

import io.syncbridge.component.Systems;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Brings records to a definition that has changed: values in a former form are written anew, and fields that are new are read first. */
final class Remapping {

    private Remapping() {
    }

    /**
     * Returns the records of which a field has never been seen, so that nothing is written over what they hold there; and
     * all records of a thing that a run is about, so that it is brought to the definition as a whole.
     */
    static List<RecordRef> toRead(Batch batch, Systems systems) {
        return batch.forms().isEmpty() ? List.of() : batch.things().stream().flatMap(thing -> thing.shadows().values().stream().filter(Shadow::isPresent)
                .filter(shadow -> systems.knows(batch.sync(), shadow.ref().system(), SyncAction.READ))
                .filter(shadow -> isUnseen(batch, shadow) || isOfRun(batch, thing) && !batch.arrivals().isOfRun(shadow.ref())).map(Shadow::ref)).toList();
    }

    private static boolean isOfRun(Batch batch, Thing thing) {
        return batch.known(thing.syncId()).records().stream().anyMatch(batch.arrivals()::isOfRun);
    }

    private static boolean isUnseen(Batch batch, Shadow shadow) {
        String system = shadow.ref().system();
        return !batch.forms().moved(system).isEmpty()
                || batch.forms().added(system).stream().anyMatch(field -> !shadow.values().has(field));
    }

    /** Returns the records that wait where one cannot be read: while a field of it is unknown, its thing is left alone. */
    static List<RecordRef> unread(Batch batch, RecordRef ref) {
        Thing thing = batch.thingOf(ref);
        Shadow shadow = batch.shadowOf(ref);
        return thing == null || shadow == null || !isUnseen(batch, shadow) ? List.of(ref)
                : Stream.concat(Stream.of(ref), batch.known(thing.syncId()).records().stream()).distinct().toList();
    }

    /**
     * Returns what was seen, without the fields that the bridge does not know any more: those at another place than before,
     * where it is a first contact; and, for a run, those in a former form, which are written anew.
     */
    static Observation restated(Batch batch, Change report, Observation seen) {
        Shadow shadow = batch.shadowOf(seen.ref());
        if (batch.forms().isEmpty() || shadow == null || !shadow.isPresent() || report.record() == null) {
            return seen;
        }
        String system = seen.ref().system();
        Thing thing = batch.thingOf(seen.ref());
        var unknown = new LinkedHashSet<>(batch.forms().moved(system));
        unknown.removeIf(field -> !seen.values().has(field) || Objects.equals(seen.values().get(field), shadow.values().get(field)));
        Set<String> former = isOfRun(batch, thing) ? former(batch, report, thing) : Set.of();
        unknown.addAll(former);
        if (!unknown.isEmpty()) {
            batch.put(Reconcile.unknown(thing, system, unknown));
        }
        return former.isEmpty() ? seen : seen.holding(without(seen.values(), former));
    }

    private static Set<String> former(Batch batch, Change report, Thing thing) {
        String system = report.ref().system();
        var former = new LinkedHashSet<>(batch.forms().former(system, report.record(), thing.base().values()));
        former.removeIf(field -> {
            FieldPolicy policy = batch.policy().fields().get(field);
            return policy == null || !policy.targets().contains(system) || thing.inReview().contains(field);
        });
        return former;
    }

    private static CanonicalRecord without(CanonicalRecord record, Set<String> fields) {
        var values = new LinkedHashMap<>(record.values());
        values.keySet().removeAll(fields);
        return new CanonicalRecord(values);
    }
}
