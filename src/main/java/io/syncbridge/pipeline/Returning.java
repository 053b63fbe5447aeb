package io.syncbridge.pipeline;

import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sees to it that a thing that comes back is no double: while it was deleted, people may have created it anew. Where another
 * thing has taken its place, by the match rules, that one gets its records; where both have a record in a system, a person is
 * asked; an undo that would bring it back is not carried out. Records that no thing has yet are looked for in the systems, as they are for a new thing.
 */
@ApplicationScoped
class Returning {

    private final Loading loading;
    private final Counterparts counterparts;

    Returning(Loading loading, Counterparts counterparts) {
        this.loading = loading;
        this.counterparts = counterparts;
    }

    /** Looks at each thing that has come back in this batch, once; what is found is left among the batch's observations. */
    void settle(Batch batch) {
        List<Thing> back = batch.things().stream().filter(thing -> isBack(batch, thing) && batch.returned.add(thing.syncId())).toList();
        if (back.isEmpty()) {
            return;
        }
        Map<MatchKey, Set<String>> living = living(batch, back);
        var asked = new HashSet<String>();
        counterparts.find(batch, back.stream().filter(thing -> !isPlaceTaken(batch, thing, living, asked)).toList());
    }

    private static boolean isBack(Batch batch, Thing thing) {
        Thing before = batch.known(thing.syncId()).before();
        return before != null && before.base().isDeleted() && !thing.base().isDeleted() && !thing.inReview().contains(Thing.RECORD)
                && (TakingBack.restores(batch, thing)
                        || batch.known(thing.syncId()).undone().isEmpty() && thing.shadows().values().stream().anyMatch(Shadow::isPresent));
    }

    /** Gathers the things that hold the match keys of those that are back, of the store and of this batch. */
    private Map<MatchKey, Set<String>> living(Batch batch, List<Thing> back) {
        Set<MatchKey> keys = back.stream().flatMap(thing -> MatchKeys.of(batch.definition(), thing).stream()).collect(Collectors.toSet());
        var living = new HashMap<MatchKey, Set<String>>();
        batch.knowledge().findByKey(keys).forEach((key, ids) -> living.put(key, new LinkedHashSet<>(ids)));
        loading.more(batch, living.values().stream().flatMap(Set::stream).toList());
        batch.things().forEach(thing -> MatchKeys.of(batch.definition(), thing).stream().filter(keys::contains)
                .forEach(key -> living.computeIfAbsent(key, ids -> new LinkedHashSet<>()).add(thing.syncId())));
        return living;
    }

    /** @param asked the things of which a person has just been asked, which keep nobody else from coming back */
    private static boolean isPlaceTaken(Batch batch, Thing thing, Map<MatchKey, Set<String>> living, Set<String> asked) {
        for (MatchKey key : MatchKeys.of(batch.definition(), batch.thing(thing.syncId()))) {
            List<Thing> others = living.getOrDefault(key, Set.of()).stream()
                    .filter(syncId -> !syncId.equals(thing.syncId()) && !asked.contains(syncId)).map(batch::thing)
                    .filter(other -> MatchKeys.of(batch.definition(), other).contains(key)).toList();
            if (!others.isEmpty()) {
                leave(batch, thing, others, Matching.rule(batch, key), asked);
                return true;
            }
        }
        return false;
    }

    private static void leave(Batch batch, Thing thing, List<Thing> others, String why, Set<String> asked) {
        if (TakingBack.restores(batch, thing)) {
            TakingBack.leaveDeleted(batch, thing);
            return;
        }
        List<Shadow> records = Linking.there(thing);
        if (others.size() == 1 && records.stream().allMatch(record -> batch.known(others.get(0).syncId()).isFree(record.ref().system()))) {
            Linking.move(batch, thing, others.get(0), why, why);
            return;
        }
        Thing held = Reconcile.hold(thing, Thing.RECORD);
        batch.put(held);
        asked.add(held.syncId());
        Matching.ambiguous(batch, records.get(0).ref(), held, others, why);
    }
}
