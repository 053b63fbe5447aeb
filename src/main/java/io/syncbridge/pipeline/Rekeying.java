package io.syncbridge.pipeline;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows records whose key was changed: to the bridge one record is gone, and another one is there that matches the same thing.
 * The thing keeps its records elsewhere and only its record id here changes. Records may also have taken one another's keys.
 *
 * <p>Which report comes first does not matter: of a new record the one whose place it seems to have taken is read, and before a
 * delete counts the system is asked for a record that has taken the place. Where the system itself says which record was renamed,
 * that counts. While such a one cannot be taken in (it cannot be
 * mapped, or waits for its parent or a person), the delete waits too.
 */
@ApplicationScoped
class Rekeying {

    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Systems systems;
    private final Loading loading;
    private final Counterparts counterparts;
    private final Markers markers;

    Rekeying(Systems systems, Loading loading, Counterparts counterparts, BridgeConfig config) {
        this.markers = new Markers(config.name());
        this.systems = systems;
        this.loading = loading;
        this.counterparts = counterparts;
    }

    void follow(Batch batch) {
        Map<RecordRef, String> moves = KeyMoves.told(batch);
        Map<RecordRef, String> claims = claims(batch);
        claims.entrySet().removeIf(claim -> moves.containsKey(claim.getKey()) || moves.containsValue(claim.getValue()));
        Set<RecordRef> gone = batch.observations.keySet().stream().filter(ref -> isGone(batch, ref)).collect(Collectors.toSet());
        gone.addAll(notThere(batch, claims, gone));
        while (claims.entrySet().removeIf(claim -> !isOver(gone, claims, placeOf(batch, claim)))) {
            continue;
        }
        moves.putAll(claims);
        KeyMoves.make(batch, moves, "");
        deleted(batch).forEach((system, refs) -> successors(batch, system, refs));
        deleted(batch).forEach((system, refs) -> alike(batch, system, refs));
    }

    /** Returns the records that are gone without having moved, as far as is known by now. */
    private static Map<String, List<RecordRef>> deleted(Batch batch) {
        return batch.observations.keySet().stream().filter(ref -> isGone(batch, ref) && KeyMoves.isLiving(batch.thingOf(ref)))
                .collect(Collectors.groupingBy(RecordRef::system));
    }

    /** Where the match fields do not tell, as where the key is the only one, a record that is new in everything but that does. */
    private static void alike(Batch batch, String system, List<RecordRef> gone) {
        List<RecordRef> strangers = batch.observations.keySet().stream().filter(ref -> ref.system().equals(system)
                && batch.thingOf(ref) == null && Matching.latest(batch, ref).presence() == Presence.PRESENT).toList();
        Map<RecordRef, List<MatchKey>> keys = strangers.stream().collect(Collectors.toMap(ref -> ref, ref -> keysOf(batch, ref)));
        Set<MatchKey> known = batch.knowledge().findByKey(keys.values().stream().flatMap(List::stream).toList()).keySet();
        List<RecordRef> left = gone.stream().filter(ref -> Matching.latest(batch, ref).presence() == Presence.GONE).toList();
        KeyMoves.make(batch, KeyMoves.alike(batch, left, strangers.stream().filter(ref -> Collections.disjoint(keys.get(ref), known)).toList()),
                ", as all else in it has stayed");
    }

    private static boolean isOver(Set<RecordRef> gone, Map<RecordRef, String> claims, RecordRef place) {
        return gone.contains(place) || claims.containsKey(place);
    }

    private static boolean isGone(Batch batch, RecordRef ref) {
        return batch.shadowOf(ref) != null && KeyMoves.isOut(batch, ref);
    }

    private static RecordRef placeOf(Batch batch, Map.Entry<RecordRef, String> claim) {
        return batch.thing(claim.getValue()).shadows().get(claim.getKey().system()).ref();
    }

    /** Returns the records that look like the record of another thing in their system, or carry its marker, with that thing. */
    private Map<RecordRef, String> claims(Batch batch) {
        var keys = new LinkedHashMap<RecordRef, List<MatchKey>>();
        batch.observations.keySet().stream().filter(ref -> Matching.latest(batch, ref).presence() == Presence.PRESENT)
                .forEach(ref -> keys.put(ref, keysOf(batch, ref)));
        Map<RecordRef, String> marked = markers.of(batch, keys.keySet().stream().filter(ref -> batch.shadowOf(ref) == null).toList());
        loading.more(batch, marked.values());
        keys.values().removeIf(List::isEmpty);
        Map<MatchKey, List<String>> holders = batch.knowledge().findByKey(keys.values().stream().flatMap(List::stream).toList());
        loading.more(batch, holders.values().stream().flatMap(List::stream).toList());
        var claims = new HashMap<RecordRef, String>();
        marked.entrySet().stream().filter(mark -> KeyMoves.isLiving(batch.thing(mark.getValue()))
                        && isClaimed(batch, mark.getKey(), batch.thing(mark.getValue())))
                .forEach(mark -> claims.put(mark.getKey(), mark.getValue()));
        keys.forEach((ref, own) -> own.stream().map(key -> holders.getOrDefault(key, List.of()).stream().map(batch::thing)
                        .filter(thing -> KeyMoves.isLiving(thing) && !KeyMoves.isHeldAlone(thing)).toList())
                .filter(things -> !things.isEmpty()).findFirst()
                .filter(things -> things.size() == 1 && isClaimed(batch, ref, things.get(0)))
                .ifPresent(things -> claims.putIfAbsent(ref, things.get(0).syncId())));
        var places = new HashSet<String>();
        Set<String> contested = claims.entrySet().stream().map(claim -> claim.getKey().system() + "/" + claim.getValue())
                .filter(place -> !places.add(place)).collect(Collectors.toSet());
        claims.entrySet().removeIf(claim -> contested.contains(claim.getKey().system() + "/" + claim.getValue()));
        return claims;
    }

    /** Returns the match keys of a record that is new, or that are not those of its thing. */
    private static List<MatchKey> keysOf(Batch batch, RecordRef ref) {
        Shadow known = batch.shadowOf(ref);
        CanonicalRecord seen = Matching.values(batch, ref);
        List<MatchKey> keys = MatchKeys.of(batch.definition(), known == null ? seen : known.values().with(seen));
        return known == null ? keys : keys.stream().filter(key -> !MatchKeys.of(batch.definition(), known.values()).contains(key)).toList();
    }

    /** Of a record that is known, more has to be the other's than its own: its match fields alone may have been edited. */
    private static boolean isClaimed(Batch batch, RecordRef ref, Thing thing) {
        Shadow place = thing.shadows().get(ref.system());
        if (place == null || place.presence() == Presence.GONE || place.ref().equals(ref)) {
            return false;
        }
        Shadow known = batch.shadowOf(ref);
        return known == null || KeyMoves.likeness(place, Matching.values(batch, ref)) > KeyMoves.likeness(known, Matching.values(batch, ref));
    }

    /** Reads the records whose places are claimed and of which this batch says nothing; returns those that are not there. */
    private Set<RecordRef> notThere(Batch batch, Map<RecordRef, String> claims, Set<RecordRef> gone) {
        Map<String, Set<RecordRef>> asked = claims.entrySet().stream().map(claim -> placeOf(batch, claim))
                .filter(place -> !batch.observations.containsKey(place) && !gone.contains(place))
                .collect(Collectors.groupingBy(RecordRef::system, Collectors.toSet()));
        var missing = new HashSet<RecordRef>();
        asked.forEach((system, places) -> {
            if (!systems.knows(batch.sync(), system, SyncAction.READ)) {
                return;
            }
            try {
                missing.addAll(places.stream().filter(place -> !batch.shadowOf(place).trail().mayBeLeftOut(batch.now(), batch.facts().lag(system))).toList());
                systems.read(batch.sync(), system, places.stream().map(RecordRef::recordId).toList())
                        .forEach(there -> missing.remove(there.ref()));
                missing.removeIf(place -> place.system().equals(system) && !systems.hasAnswered(batch.sync(), system));
            } catch (SystemCallException e) {
                missing.removeAll(places);
                claims.entrySet().stream().filter(claim -> places.contains(placeOf(batch, claim))).map(Map.Entry::getKey).toList()
                        .forEach(ref -> Undelivered.unreadable(batch, ref, e));
                claims.keySet().removeIf(batch.postponed::containsKey);
            }
        });
        return missing;
    }

    /** Looks for records that have taken the places of those that are gone, and of which no report has come yet. */
    private void successors(Batch batch, String system, List<RecordRef> gone) {
        Map<RecordRef, List<Mapped<Observation>>> found = held(batch, system, gone);
        List<RecordRef> alone = gone.stream().filter(ref -> !found.containsKey(ref)).toList();
        if (!alone.isEmpty() && systems.knows(batch.sync(), system, SyncAction.FIND)) {
            try {
                found.putAll(counterparts.successors(batch, system, alone));
            } catch (SystemCallException e) {
                alone.stream().filter(ref -> e.isPassing()).forEach(ref -> Undelivered.unreadable(batch, ref, e));
            }
        }
        found.forEach((ref, successors) -> succeed(batch, ref, successors));
    }

    private static void succeed(Batch batch, RecordRef gone, List<Mapped<Observation>> successors) {
        Mapped<Observation> successor = successors.get(0);
        RecordRef ref = successor.value().ref();
        if (successors.size() > 1 || !Observations.isReadable(batch, batch.causes.get(ref), successor) || batch.isAside(ref) || batch.postponed.containsKey(ref)) {
            batch.observations.remove(gone);
            batch.lookAgain(gone, batch.now().plus(WAIT));
            return;
        }
        Thing thing = batch.thingOf(gone);
        Thing held = batch.thingOf(ref);
        if (held != null) {
            batch.put(Reconcile.dissolved(held, "the bridge", batch.now()));
            batch.tell(new Outcome.Clear(new Outcome.About(held, null), "The record that it may have been the same as is gone; it has taken its place."));
        }
        batch.observations.put(ref, new ArrayList<>(List.of(successor.value())));
        KeyMoves.make(batch, Map.of(ref, thing.syncId()), "");
    }

    /** Returns the new records, of which a person is asked whether they are the same as those that are gone now. */
    private Map<RecordRef, List<Mapped<Observation>>> held(Batch batch, String system, List<RecordRef> gone) {
        var keys = new HashMap<MatchKey, RecordRef>();
        gone.forEach(ref -> MatchKeys.of(batch.definition(), batch.thingOf(ref).base().values()).forEach(key -> keys.put(key, ref)));
        Map<MatchKey, List<String>> holders = batch.knowledge().findByKey(keys.keySet());
        loading.more(batch, holders.values().stream().flatMap(List::stream).toList());
        var held = new HashMap<RecordRef, List<Mapped<Observation>>>();
        holders.forEach((key, ids) -> ids.stream().distinct().map(batch::thing)
                .filter(thing -> KeyMoves.isLiving(thing) && KeyMoves.isHeldAlone(thing) && thing.shadows().containsKey(system)
                        && !gone.contains(thing.shadows().get(system).ref()))
                .forEach(thing -> held.computeIfAbsent(keys.get(key), ref -> new ArrayList<>())
                        .add(new Mapped<>(Observations.known(batch, thing.shadows().get(system)), List.of()))));
        return held;
    }
}
