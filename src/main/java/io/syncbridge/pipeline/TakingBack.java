package io.syncbridge.pipeline;

import io.syncbridge.model.Refusal;
import io.syncbridge.model.WriteResult;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes back what the bridge wrote, where that still stands. */
final class TakingBack {

    private TakingBack() {
    }

    /** Lets the thing be planned as it was before; what has changed since is left, and the log says so. */
    static void carryOut(Batch batch, Thing thing, ReviewItem undo) {
        if (!stands(batch, thing, undo)) {
            batch.tell(new Outcome.Left(new Outcome.About(thing, null), undo));
            return;
        }
        if (!undo.field().equals(Thing.RECORD)) {
            batch.put(Reconcile.settle(thing, undo.field(), undo.answer(), undo.settledBy(), undo.why(), batch.now()));
        } else {
            batch.undo(thing, undo);
            if (isRestoring(undo)) {
                batch.put(Reconcile.settleRecord(thing, true, undo.settledBy(), batch.now(), batch.policy()));
            }
        }
        batch.open.add(thing.syncId());
    }

    private static boolean stands(Batch batch, Thing thing, ReviewItem undo) {
        Claimed written = undo.claims().get(0);
        if (undo.field().equals(Thing.RECORD)) {
            return isRestoring(undo) ? thing.base().isDeleted() : shadow(thing, undo) != null && isAnotherLeft(batch, thing, undo);
        }
        return !thing.base().isDeleted() && !thing.inReview().contains(undo.field())
                && Objects.equals(thing.base().values().get(undo.field()), written.value());
    }

    /** The last record of a thing is not taken away, for it would be lost. */
    private static boolean isAnotherLeft(Batch batch, Thing thing, ReviewItem undo) {
        Set<String> removed = removed(batch, thing);
        return thing.shadows().values().stream().filter(Shadow::isPresent).map(shadow -> shadow.ref().system())
                .anyMatch(system -> !removed.contains(system) && !system.equals(system(undo)));
    }

    private static Shadow shadow(Thing thing, ReviewItem undo) {
        Shadow shadow = thing.shadows().get(system(undo));
        return shadow != null && shadow.isPresent() && shadow.ref().equals(undo.written()) ? shadow : null;
    }

    /** A record that is taken away is deleted where it is and nowhere else. */
    static List<Intent> plan(Batch batch, Thing thing) {
        List<ReviewItem> undone = batch.known(thing.syncId()).undone();
        if (undone.stream().anyMatch(TakingBack::isRestoring)) {
            return Reconcile.restoration(thing, batch.policy());
        }
        Set<String> removed = removed(batch, thing);
        return Stream.concat(undone.stream().filter(undo -> shadow(thing, undo) != null).map(undo -> removal(batch, system(undo))),
                Reconcile.plan(thing, batch.policy()).stream().filter(intent -> !removed.contains(intent.system()))).toList();
    }

    /**
     * Says what is left of bringing a thing back that lives again and is in no system yet, since what was to be written for it did
     * not succeed.
     */
    static List<Intent> unfinished(Batch batch, Thing thing) {
        boolean isNowhere = !thing.base().isDeleted() && !thing.shadows().isEmpty() && thing.inReview().isEmpty()
                && thing.shadows().values().stream().allMatch(shadow -> shadow.presence() == Presence.GONE || shadow.presence() == Presence.HIDDEN);
        return !isNowhere ? List.of() : Reconcile.restoration(thing, batch.policy()).stream()
                .filter(intent -> batch.known(thing.syncId()).undelivered(intent.system()).isPresent()).toList();
    }

    private static Intent removal(Batch batch, String system) {
        return new Intent.Delete(system, batch.policy().deletes().getOrDefault(system, DeletePolicy.HARD));
    }

    /** Says whether the system's record is to be taken away, so that it does not belong to the thing any more. */
    static boolean removes(Batch batch, Thing thing, String system) {
        return removed(batch, thing).contains(system);
    }

    /** Returns the undo that asks for the step, as far as that takes the field ({@link Thing#RECORD} for the record) away. */
    static Optional<ReviewItem> asking(Batch batch, Decision.Step step, String field) {
        return batch.taken().answered().stream().filter(undo -> undo.kind() == Reviews.Kind.UNDO && undo.syncId().equals(step.syncId())
                && undo.field().equals(field) && (undo.isRemoval() ? system(undo).equals(step.intent().system()) : !field.equals(Thing.RECORD))).findFirst();
    }

    /** Returns why a write takes something of the whole record back; {@code null} where it does not. */
    static String why(Batch batch, Thing thing, Intent intent) {
        List<ReviewItem> undone = batch.known(thing.syncId()).undone();
        return undone.isEmpty() || intent instanceof Intent.Update update && !update.undelete() ? null : undone.get(0).why();
    }

    private static Set<String> removed(Batch batch, Thing thing) {
        return batch.known(thing.syncId()).undone().stream().filter(undo -> !isRestoring(undo)).map(TakingBack::system).collect(Collectors.toSet());
    }

    /** Leaves a record as it is that was not as expected when it was to be taken away: somebody has edited it meanwhile. */
    static void leave(Batch batch, Thing thing, String system) {
        batch.known(thing.syncId()).undone().stream().filter(undo -> system(undo).equals(system)).forEach(undo -> {
            batch.tell(new Outcome.Left(new Outcome.About(thing, null), undo));
            batch.leave(thing, undo);
        });
    }

    /** Says whether an undo lets the deleted thing live again. */
    static boolean restores(Batch batch, Thing thing) {
        return batch.known(thing.syncId()).undone().stream().anyMatch(TakingBack::isRestoring);
    }

    /** Leaves a thing deleted that an undo would let live again: another one has taken its place. */
    static void leaveDeleted(Batch batch, Thing thing) {
        batch.known(thing.syncId()).undone().stream().filter(TakingBack::isRestoring).forEach(undo -> {
            batch.tell(new Outcome.Left(new Outcome.About(thing, null), undo));
            batch.leave(thing, undo);
        });
        batch.put(batch.known(thing.syncId()).before());
    }

    /** Leaves the answer to be carried out later: if its record is gone by then, it may be the bridge that deleted it. */
    static void tryAgain(Batch batch, Thing thing, String system) {
        batch.known(thing.syncId()).undone().stream().filter(undo -> undo.isRemoval() && system(undo).equals(system))
                .forEach(undo -> batch.unanswered.add(undo.id()));
    }

    /**
     * Returns the refusal of a removal that is given up because another record is in the way. It is not tried again later: by then people may
     * have worked on the record.
     */
    static WriteResult.Failed left(WriteResult.Failed refused) {
        return new WriteResult.Failed(Refusal.RECORD, refused.fields(),
                refused.message() + " The record is left; undo the same again when nothing is in its way.", null);
    }

    private static String system(ReviewItem undo) {
        return undo.claims().get(0).system();
    }

    private static boolean isRestoring(ReviewItem undo) {
        return Reviews.RESTORE.equals(undo.answer());
    }
}
