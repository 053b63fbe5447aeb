package io.syncbridge.pipeline;

import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Absorbed;
import io.syncbridge.reconcile.Freshness;
import io.syncbridge.reconcile.Freshness.Look;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.util.ArrayList;
import java.util.Optional;

/** Takes looks at records into a batch, each as far as it shows what its system holds now. */
final class Looks {

    private Looks() {
    }

    /**
     * Leaves what counts of a look among the batch's observations; of what does not, the record is looked at again.
     *
     * @param deleted whether the system itself reported that the record was deleted
     * @return whether all of it counts
     */
    static boolean take(Batch batch, Observation seen, boolean deleted) {
        boolean counts = taken(batch, seen, deleted);
        Shadow known = batch.shadowOf(seen.ref());
        if (seen.presence() != Presence.GONE && known != null && known.trail().unseen()) {
            batch.put(Reconcile.shown(batch.thingOf(seen.ref()), seen.ref().system()));
        }
        return counts;
    }

    /** Likewise of the answer to a write, which does not show yet that the system shows the record to all who ask. */
    static void answered(Batch batch, Observation stored) {
        taken(batch, stored, false);
    }

    private static boolean taken(Batch batch, Observation seen, boolean deleted) {
        RecordRef ref = seen.ref();
        Look look = Freshness.look(batch.shadowOf(ref), seen, deleted, batch.facts().lag(ref.system()), batch.now());
        Optional.ofNullable(look.seen()).ifPresent(counts -> batch.observations.computeIfAbsent(ref, r -> new ArrayList<>()).add(counts));
        Thing thing = batch.thingOf(ref);
        if (look.lost()) {
            Absorbed lost = Reconcile.lost(thing, seen, batch.policy());
            batch.put(lost.thing());
            batch.found(lost.thing(), ref, lost.findings());
        } else if (look.again() != null) {
            batch.lookAgain(ref, look.again());
            if (seen.presence() == Presence.GONE) {
                batch.put(Reconcile.missed(thing, ref.system()));
            }
        }
        return look.again() == null;
    }
}
