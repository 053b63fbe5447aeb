package io.syncbridge.runs;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Change;
import io.syncbridge.model.Fit;
import io.syncbridge.model.Operation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the filters of a sync's systems leave out, so that a filter which lets nothing through is seen in a plan. */
final class LeftOut {

    private LeftOut() {
    }

    /** Returns how many of a system's records are outside of its filter; nothing for a system without one. */
    static Map<String, Long> records(SyncDefinition sync, String system, List<Change> found) {
        Filter filter = sync.system(system).filter();
        return filter.isEmpty() ? Map.of() : Map.of("outside " + system, found.stream()
                .filter(change -> change.operation() != Operation.DELETE && change.record() != null)
                .filter(change -> filter.fitWhole(change.record()) == Fit.OUTSIDE).count());
    }

    /** Returns how many of the things are not created in a system because they would be outside of its filter, by system. */
    static Map<String, Long> creates(SyncDefinition sync, Collection<Thing> things) {
        var counts = new TreeMap<String, Long>();
        sync.policy().targets().stream().filter(system -> !sync.system(system).filter().isEmpty()).forEach(system -> {
            long count = things.stream().filter(thing -> isKeptOut(sync, thing, system)).count();
            if (count > 0) {
                counts.put("kept out of " + system, count);
            }
        });
        return counts;
    }

    private static boolean isKeptOut(SyncDefinition sync, Thing thing, String system) {
        Shadow shadow = thing.shadows().get(system);
        boolean missing = shadow == null || shadow.presence() == Presence.GONE;
        return missing && !thing.base().isDeleted() && thing.inReview().isEmpty()
                && thing.shadows().values().stream().anyMatch(held -> held.presence() == Presence.PRESENT)
                && Reconcile.isLeftOut(system, (Presence) null, Reconcile.agreed(thing, sync.policy()), sync.policy());
    }
}
