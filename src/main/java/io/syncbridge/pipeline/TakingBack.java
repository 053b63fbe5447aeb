package io.syncbridge.pipeline;

import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Takes back what the bridge wrote, where that still stands. */
final class TakingBack {

    private TakingBack() {
    }

    /** Lets the thing be planned as it was before; what has changed since is left, and the log says so. */
    static void carryOut(Batch batch, Thing thing, ReviewItem undo) {
        if (!stands(thing, undo)) {
            batch.ledger.notTakenBack(thing, undo);
            return;
        }
        if (!undo.field().equals(Thing.RECORD)) {
            batch.put(Reconcile.settle(thing, undo.field(), undo.answer(), undo.settledBy(), undo.why(), batch.now()));
        } else {
            batch.toUndo.put(thing.syncId(), undo);
            if (isRestoring(undo)) {
                batch.put(Reconcile.settleRecord(thing, true, undo.settledBy(), batch.now()));
            }
        }
        batch.open.add(thing.syncId());
    }

    private static boolean stands(Thing thing, ReviewItem undo) {
        Claimed written = undo.claims().get(0);
        if (undo.field().equals(Thing.RECORD)) {
            return isRestoring(undo) ? thing.base().isDeleted() : shadow(thing, written) != null;
        }
        return !thing.base().isDeleted() && !thing.inReview().contains(undo.field())
                && Objects.equals(thing.base().values().get(undo.field()), written.value());
    }

    private static Shadow shadow(Thing thing, Claimed written) {
        Shadow shadow = thing.shadows().get(written.system());
        return shadow != null && shadow.isPresent() && shadow.ref().equals(new RecordRef(written.system(), written.recordId()))
                ? shadow : null;
    }

    /** A record that is taken away is deleted where it is and nowhere else. */
    static List<Intent> plan(Batch batch, Thing thing, ReviewItem undo) {
        if (isRestoring(undo)) {
            return Reconcile.restoration(thing, batch.policy());
        }
        String system = undo.claims().get(0).system();
        Stream<Intent> others = Reconcile.plan(thing, batch.policy()).stream().filter(intent -> !intent.system().equals(system));
        DeletePolicy how = batch.policy().deletes().getOrDefault(system, DeletePolicy.HARD);
        return shadow(thing, undo.claims().get(0)) == null ? others.toList()
                : Stream.concat(Stream.of(new Intent.Delete(system, how)), others).toList();
    }

    /** Says whether the system's record was to be taken away, so that it does not belong to the thing any more. */
    static boolean removes(Batch batch, Thing thing, String system) {
        ReviewItem undo = batch.toUndo.get(thing.syncId());
        return undo != null && !isRestoring(undo) && undo.claims().get(0).system().equals(system);
    }

    private static boolean isRestoring(ReviewItem undo) {
        return Reviews.RESTORE.equals(undo.answer());
    }
}
