package io.syncbridge.pipeline;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.arc.Unremovable;
import io.syncbridge.BridgeConfig;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Things.MatchKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Handler;

/**
 * Finds out which thing a record belongs to that the bridge sees for the first time: by the marker that the bridge left
 * in it, then by the match rules in their order, then (for a new thing) by asking the other systems. An ambiguous match
 * goes to review and is never guessed.
 */
@ApplicationScoped
@Unremovable
public class Matching {

    private final Loading loading;
    private final Counterparts counterparts;
    private final Rekeying rekeying;
    private final Markers markers;
    private final Attempts attempts;

    public Matching(Loading loading, Counterparts counterparts, Rekeying rekeying, BridgeConfig config) {
        this.rekeying = rekeying;
        this.loading = loading;
        this.counterparts = counterparts;
        this.markers = new Markers(config.name());
        this.attempts = new Attempts(markers);
    }

    @Handler
    public void match(Batch batch) {
        List<Thing> released = Linking.carryOut(batch);
        rekeying.follow(batch);
        var strangers = batch.observations.keySet().stream().filter(ref -> batch.thingOf(ref) == null).toList();
        if (!strangers.isEmpty()) {
            matchStrangers(batch, strangers);
        }
        counterparts.find(batch, released);
        counterparts.findCreated(batch);
    }

    private void matchStrangers(Batch batch, List<RecordRef> strangers) {
        Map<RecordRef, String> marked = adoptMarked(batch, strangers);
        Map<MatchKey, Set<String>> index = index(batch, strangers);
        var newcomers = new ArrayList<Thing>();
        for (RecordRef ref : strangers) {
            if (batch.thingOf(ref) == null) {
                Thing created = place(batch, ref, marked.get(ref), index);
                if (created != null) {
                    newcomers.add(created);
                }
            }
        }
        counterparts.find(batch, newcomers);
    }

    /** Returns the sync ids that the records are marked with. */
    private Map<RecordRef, String> adoptMarked(Batch batch, Collection<RecordRef> strangers) {
        Map<RecordRef, String> marked = markers.of(batch, strangers);
        if (!marked.isEmpty()) {
            loading.more(batch, marked.values());
            marked.forEach((ref, syncId) -> adoptMarked(batch, ref, syncId));
        }
        return marked;
    }

    private boolean adoptMarked(Batch batch, RecordRef ref, String syncId) {
        Thing thing = batch.thing(syncId);
        if (thing == null || !batch.known(thing.syncId()).isFree(ref.system())) {
            return false;
        }
        attempts.adopt(batch, thing, latest(batch, ref));
        batch.link(ref, syncId);
        batch.paired(ref, thing, "carries the bridge's marker");
        return true;
    }

    /** Gathers the living things that any of the strangers might belong to, by match key. */
    private Map<MatchKey, Set<String>> index(Batch batch, Collection<RecordRef> strangers) {
        var keys = new LinkedHashSet<MatchKey>();
        for (RecordRef ref : strangers) {
            if (batch.thingOf(ref) == null) {
                keys.addAll(MatchKeys.of(batch.definition(), values(batch, ref)));
            }
        }
        var index = new HashMap<MatchKey, Set<String>>();
        if (!keys.isEmpty()) {
            batch.knowledge().findByKey(keys).forEach((key, ids) -> index.put(key, new LinkedHashSet<>(ids)));
            loading.more(batch, index.values().stream().flatMap(Set::stream).toList());
        }
        return index;
    }

    /**
     * Links the record to the thing that it matches; returns the new thing where it matches none. A record outside of its
     * system's scope makes no new thing, but is linked where it matches one, so that it is not doubled.
     *
     * @param marked the sync id that it is marked with, of a thing that the store may have lost; {@code null} for none
     */
    private Thing place(Batch batch, RecordRef ref, String marked, Map<MatchKey, Set<String>> index) {
        if (marked != null && adoptMarked(batch, ref, marked)) {
            return null;
        }
        Presence presence = latest(batch, ref).presence();
        if (presence != Presence.PRESENT && presence != Presence.OUTSIDE) {
            batch.put(newThing(batch, ref));
            return null;
        }
        CanonicalRecord values = values(batch, ref);
        for (MatchKey key : MatchKeys.of(batch.definition(), values)) {
            List<Thing> candidates = index.getOrDefault(key, Set.of()).stream().map(batch::thing)
                    .filter(thing -> thing != null && !thing.base().isDeleted() && !hasLeft(batch, thing, ref.system(), key)).toList();
            if (candidates.size() == 1 && batch.known(candidates.get(0).syncId()).isFree(ref.system())) {
                attempts.adopt(batch, candidates.get(0), latest(batch, ref));
                batch.link(ref, candidates.get(0).syncId());
                batch.paired(ref, candidates.get(0), rule(batch, key));
                return null;
            }
            if (!candidates.isEmpty() && presence == Presence.PRESENT) {
                Thing apart = Reconcile.hold(newThing(batch, ref), Thing.RECORD);
                batch.put(apart);
                ambiguous(batch, ref, apart, candidates, rule(batch, key));
                return null;
            }
        }
        if (presence == Presence.OUTSIDE) {
            batch.outside(ref);
            return null;
        }
        Thing created = newThing(batch, ref, marked != null && batch.thing(marked) == null ? marked : newId());
        batch.put(created);
        MatchKeys.of(batch.definition(), values)
                .forEach(key -> index.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(created.syncId()));
        return created;
    }

    /** Tells that a record may belong to any of these things. */
    static void ambiguous(Batch batch, RecordRef ref, Thing apart, List<Thing> candidates, String why) {
        batch.tell(new Outcome.Ambiguous(new Outcome.About(apart, ref), candidates.stream().flatMap(candidate -> batch.known(candidate.syncId()).records().stream()
                .map(record -> new Claimed(record.system(), record.recordId(), candidate.syncId(), null))).toList(), why));
    }

    /** Says whether this batch shows that the thing's record in the system is paired by another key now, which leaves this one to others. */
    private static boolean hasLeft(Batch batch, Thing thing, String system, MatchKey key) {
        Shadow shadow = thing.shadows().get(system);
        return shadow != null && batch.observations.containsKey(shadow.ref())
                && !MatchKeys.of(batch.definition(), shadow.values().with(values(batch, shadow.ref()))).contains(key);
    }

    private static String newId() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    private static Thing newThing(Batch batch, RecordRef ref) {
        return newThing(batch, ref, newId());
    }

    private static Thing newThing(Batch batch, RecordRef ref, String syncId) {
        Thing thing = Thing.unknown(syncId);
        batch.link(ref, thing.syncId());
        return thing;
    }

    static Observation latest(Batch batch, RecordRef ref) {
        List<Observation> seen = batch.observations.get(ref);
        return seen.get(seen.size() - 1);
    }

    static CanonicalRecord values(Batch batch, RecordRef ref) {
        CanonicalRecord values = CanonicalRecord.EMPTY;
        for (Observation observation : batch.observations.get(ref)) {
            values = values.with(observation.values());
        }
        return values;
    }

    /** Names a match rule, for the log. */
    static String rule(Batch batch, MatchKey key) {
        return rule(batch, key.rule());
    }

    static String rule(Batch batch, int number) {
        return "match on " + String.join(" + ", batch.definition().match().get(number));
    }
}
