package io.syncbridge.runs.undo;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.LiveRecords;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sorts what can be taken back from what has changed since, by what the systems hold now. */
@ApplicationScoped
class Judging {

    /**
     * @param elsewhere findings of what is written in other systems with what is possible
     * @param left findings that say why
     */
    record Judged(List<Wish> possible, List<Finding> elsewhere, List<Finding> left) {
    }

    private final Things things;
    private final LiveRecords live;

    Judging(Things things, LiveRecords live) {
        this.things = things;
        this.live = live;
    }

    /** @throws io.syncbridge.component.SystemCallException if a system cannot be asked */
    Judged judge(SyncDefinition sync, List<Wish> wishes) {
        Map<String, Thing> known = live.restated(sync,
                things.load(sync.name(), List.of(), wishes.stream().map(Wish::syncId).distinct().toList()).things());
        Map<RecordRef, Change> found = live.read(sync, known.values().stream().flatMap(thing -> thing.shadows().values().stream())
                .filter(Shadow::isPresent).map(Shadow::ref).toList());
        var possible = new ArrayList<Wish>();
        var elsewhere = new ArrayList<Finding>();
        var left = new ArrayList<Finding>();
        for (Wish wish : wishes) {
            Thing thing = known.get(wish.syncId());
            var verdicts = new Verdicts(sync, thing, seen(sync, thing, found));
            judge(verdicts, wish, left).ifPresent(one -> {
                possible.add(one);
                verdicts.elsewhere(one).forEach(other -> elsewhere.add(other.with(one.record())));
            });
        }
        return new Judged(possible, elsewhere, left);
    }

    /** Returns what of the wish can be taken back; puts the rest among what is left. */
    private static Optional<Wish> judge(Verdicts verdicts, Wish wish, List<Finding> left) {
        String why = verdicts.againstRecord(wish);
        if (why != null) {
            left.add(wish.left(why));
            return Optional.empty();
        }
        Map<String, String> against = verdicts.againstFields(wish);
        var fields = new LinkedHashMap<>(wish.fields());
        against.forEach((field, reason) -> left.add(wish.with(Map.of(field, fields.remove(field))).left(reason)));
        return !fields.isEmpty() || wish.kind() == Wish.Kind.RESTORE ? Optional.of(wish.with(fields)) : Optional.empty();
    }

    private Map<RecordRef, Seen> seen(SyncDefinition sync, Thing thing, Map<RecordRef, Change> found) {
        var seen = new HashMap<RecordRef, Seen>();
        if (thing != null) {
            live.translated(sync, thing.shadows().values().stream().filter(shadow -> found.containsKey(shadow.ref()))
                    .map(shadow -> live.seen(sync, found.get(shadow.ref()), thing)).flatMap(Optional::stream).toList())
                    .forEach(one -> seen.put(one.ref(), one));
            thing.shadows().values().stream().filter(shadow -> shadow.isPresent() && !found.containsKey(shadow.ref())
                    && !live.shows(sync, shadow.ref().system()))
                    .forEach(shadow -> seen.put(shadow.ref(), new Seen(shadow.ref(), shadow.values(), List.of())));
        }
        return seen;
    }
}
