package io.syncbridge.pipeline;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Moves of things to other records of a system, since the records' keys were changed: which are certain or likely, and making them. */
final class KeyMoves {

    private KeyMoves() {
    }

    /** Returns the records of which their systems say which record they were before, with the thing that they belong to. */
    static Map<RecordRef, String> told(Batch batch) {
        var next = new HashMap<RecordRef, RecordRef>();
        batch.reports.forEach((ref, reports) -> reports.stream().map(Change::former).filter(former -> former != null && !former.equals(ref))
                .forEach(former -> next.putIfAbsent(former, ref)));
        var told = new LinkedHashMap<RecordRef, String>();
        next.keySet().stream().filter(former -> batch.shadowOf(former) != null && isLiving(batch.thingOf(former)))
                .forEach(former -> {
                    RecordRef last = last(batch, next, former);
                    if (isNotItself(batch, last, batch.shadowOf(former))) {
                        told.put(last, batch.thingOf(former).syncId());
                    }
                });
        return told;
    }

    /** Follows a key that was changed several times. A record that the bridge knows is somebody else's next step. */
    private static RecordRef last(Batch batch, Map<RecordRef, RecordRef> next, RecordRef former) {
        var passed = new HashSet<>(Set.of(former));
        RecordRef last = next.get(former);
        while (batch.shadowOf(last) == null && next.containsKey(last) && passed.add(last)) {
            last = next.get(last);
        }
        return last;
    }

    /** A report that comes again, after the record was moved, finds it more like itself than like what has come to its former key since. */
    private static boolean isNotItself(Batch batch, RecordRef ref, Shadow place) {
        Shadow known = batch.shadowOf(ref);
        if (known == null || !batch.observations.containsKey(ref)) {
            return true;
        }
        var seen = new CanonicalRecord(substance(batch, ref, Matching.values(batch, ref)));
        return likeness(place, seen) >= likeness(known, seen);
    }

    /** Returns how many of the values that were seen are those that are known. */
    static long likeness(Shadow known, CanonicalRecord seen) {
        return seen.fields().stream().filter(field -> known.values().has(field)
                && Objects.equals(known.values().get(field), seen.get(field))).count();
    }

    /**
     * Returns the new records that are like exactly one record that is gone, and like which there is no other new one, in all that
     * is mapped but keys and match fields.
     *
     * @param gone records that are gone
     * @param strangers records that match nothing
     */
    static Map<RecordRef, String> alike(Batch batch, Collection<RecordRef> gone, Collection<RecordRef> strangers) {
        Map<Map<String, Object>, List<RecordRef>> left = bySubstance(batch, gone, ref -> batch.shadowOf(ref).values());
        Map<Map<String, Object>, List<RecordRef>> come = bySubstance(batch, strangers, ref -> Matching.values(batch, ref));
        var alike = new LinkedHashMap<RecordRef, String>();
        left.forEach((substance, refs) -> {
            List<RecordRef> found = come.getOrDefault(substance, List.of());
            if (refs.size() == 1 && found.size() == 1) {
                alike.put(found.get(0), batch.thingOf(refs.get(0)).syncId());
            }
        });
        return alike;
    }

    private static Map<Map<String, Object>, List<RecordRef>> bySubstance(Batch batch, Collection<RecordRef> refs,
            Function<RecordRef, CanonicalRecord> values) {
        Map<Map<String, Object>, List<RecordRef>> found = refs.stream()
                .collect(Collectors.groupingBy(ref -> substance(batch, ref, values.apply(ref)), LinkedHashMap::new, Collectors.toList()));
        found.remove(Map.of());
        return found;
    }

    /** Returns what a record holds beside its key and what it is matched by. */
    private static Map<String, Object> substance(Batch batch, RecordRef ref, CanonicalRecord values) {
        Set<String> key = Arrays.stream(ref.recordId().split("\\|")).collect(Collectors.toSet());
        Set<String> match = batch.definition().match().stream().flatMap(List::stream).collect(Collectors.toSet());
        var substance = new HashMap<String, Object>();
        values.fields().stream().filter(field -> values.get(field) != null && !match.contains(field)
                && !key.contains(values.get(field).toString())).forEach(field -> substance.put(field, values.get(field)));
        return substance;
    }

    /**
     * Moves things to other records of their systems; that the ones before are gone is nobody's delete. A thing whose record was
     * overrun by another one's has lost it.
     *
     * @param moves by the record that a thing is to have
     * @param why after the record before
     */
    static void make(Batch batch, Map<RecordRef, String> moves, String why) {
        var before = new HashMap<RecordRef, RecordRef>();
        moves.forEach((ref, syncId) -> before.put(ref, batch.thing(syncId).shadows().get(ref.system()).ref()));
        var overrun = new LinkedHashMap<RecordRef, Thing>();
        moves.keySet().stream().filter(ref -> batch.shadowOf(ref) != null && isLiving(batch.thingOf(ref))
                && !moves.containsValue(batch.thingOf(ref).syncId())).forEach(ref -> overrun.put(ref, batch.thingOf(ref)));
        before.values().stream().filter(ref -> !moves.containsKey(ref)).forEach(batch::unlink);
        moves.forEach((ref, syncId) -> {
            Thing moved = Reconcile.moved(batch.thing(syncId), ref);
            batch.put(moved);
            batch.paired(ref, moved, "the key of " + before.get(ref) + " was changed" + why);
        });
        before.forEach((ref, place) -> {
            if (!moves.containsKey(place) && batch.observations.containsKey(place) && isOut(batch, place)) {
                batch.observations.remove(place);
            }
        });
        overrun.forEach((ref, thing) -> lose(batch, thing, free(before, ref)));
    }

    /** Returns the record that nobody has any more, at the beginning of the moves that end at this one. */
    private static RecordRef free(Map<RecordRef, RecordRef> before, RecordRef last) {
        RecordRef free = last;
        while (before.containsKey(free)) {
            free = before.get(free);
        }
        return free;
    }

    private static void lose(Batch batch, Thing thing, RecordRef free) {
        if (isHeldAlone(thing)) {
            batch.put(Reconcile.dissolved(thing, "the bridge", batch.now()));
            batch.tell(new Outcome.Clear(new Outcome.About(thing, null), "The record that it may have been the same as has taken its place."));
            return;
        }
        batch.put(Reconcile.moved(thing, free));
        if (!batch.observations.containsKey(free)) {
            Change delete = Change.delete(free, null);
            batch.causes.putIfAbsent(free, delete);
            batch.observations.put(free, new ArrayList<>(List.of(Observations.gone(batch, delete))));
        }
    }

    static boolean isLiving(Thing thing) {
        return thing != null && !thing.base().isDeleted();
    }

    /** Says whether a person is asked what the thing's only record belongs to. */
    static boolean isHeldAlone(Thing thing) {
        return thing.inReview().contains(Thing.RECORD) && thing.shadows().size() == 1;
    }

    /** Says whether the record is gone by what this batch has seen of it last. */
    static boolean isOut(Batch batch, RecordRef ref) {
        Observation seen = Matching.latest(batch, ref);
        return seen.presence() == Presence.GONE || seen.presence() == Presence.HIDDEN;
    }
}
