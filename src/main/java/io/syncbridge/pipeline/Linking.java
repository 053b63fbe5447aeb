package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Links a record whose match was ambiguous with the one that a person chose; from there on it goes the way of every pair. */
final class Linking {

    private Linking() {
    }

    /** Returns the answers that choose a record. */
    private static Stream<ReviewItem> chosen(Batch batch) {
        return batch.taken().answered().stream().filter(review -> review.linked().isPresent());
    }

    /** Returns the chosen records, so that it is known what they belong to. */
    static List<RecordRef> records(Batch batch) {
        return chosen(batch).map(review -> review.linked().orElseThrow()).toList();
    }

    /** Lets the chosen records be read that belong to no thing yet. */
    static void prepare(Batch batch) {
        records(batch).stream().filter(ref -> batch.thingOf(ref) == null).forEach(ref ->
                batch.reports.putIfAbsent(ref, new ArrayList<>(List.of(Change.hint(ref)))));
    }

    /**
     * Carries the answers out; those whose record could not be read wait for the next batch.
     *
     * @return the things that are held no longer, for which other systems may hold records too
     */
    static List<Thing> carryOut(Batch batch) {
        var released = new ArrayList<Thing>();
        chosen(batch).forEach(review -> {
            Thing held = batch.thing(review.syncId());
            if (held == null || !held.inReview().contains(Thing.RECORD)) {
                return;
            }
            RecordRef ref = review.linked().orElseThrow();
            Thing other = batch.thingOf(ref);
            if (other == null && batch.postponed.containsKey(ref)) {
                batch.unanswered.add(review.id());
                return;
            }
            Optional<String> obstacle = obstacle(batch, held, ref, other);
            if (obstacle.isPresent()) {
                batch.tell(new Outcome.NotLinked(new Outcome.About(held, batch.known(held.syncId()).records().get(0)), review, obstacle.get()));
            } else if (other == null || other.equals(held)) {
                released.add(join(batch, held, ref, review.settledBy()));
            } else {
                move(batch, held, other, review.settledBy(), by(review.settledBy()));
            }
        });
        return released;
    }

    private static Optional<String> obstacle(Batch batch, Thing held, RecordRef ref, Thing other) {
        if (other == null) {
            return !isSeen(batch, ref) ? Optional.of(ref + " is not there any more, or cannot be mapped.")
                    : taken(batch, held, Stream.of(ref));
        }
        if (other.base().isDeleted() || held.shadows().values().stream().noneMatch(Shadow::isPresent)) {
            return Optional.of("One of the two has been deleted meanwhile.");
        }
        return other.equals(held) ? Optional.empty() : taken(batch, other, there(held).stream().map(Shadow::ref));
    }

    private static boolean isSeen(Batch batch, RecordRef ref) {
        List<Observation> seen = batch.observations.getOrDefault(ref, List.of());
        return !seen.isEmpty() && seen.get(seen.size() - 1).presence() == Presence.PRESENT;
    }

    private static Optional<String> taken(Batch batch, Thing thing, Stream<RecordRef> joining) {
        return joining.map(RecordRef::system).filter(system -> !batch.known(thing.syncId()).isFree(system)).findFirst()
                .map(system -> "One of the two has a record in " + system + " already that is another one.");
    }

    /** The chosen record belonged to no thing, and joins the one that was held. */
    private static Thing join(Batch batch, Thing held, RecordRef ref, String person) {
        Thing released = Reconcile.release(held);
        batch.put(released);
        batch.link(ref, held.syncId());
        batch.paired(ref, released, by(person));
        return released;
    }

    /**
     * Another thing takes over the records that a thing has, which is no more.
     *
     * @param who decided that
     * @param why the same, for the log
     */
    static void move(Batch batch, Thing left, Thing other, String who, String why) {
        batch.put(Reconcile.dissolved(left, who, batch.now()));
        there(left).forEach(shadow -> {
            batch.link(shadow.ref(), other.syncId());
            batch.observations.computeIfAbsent(shadow.ref(), seen -> new ArrayList<>()).add(0, Observations.known(batch, shadow));
            batch.paired(shadow.ref(), other, why);
        });
    }

    /** Returns the thing's records that are there, within their systems' scopes or outside. */
    static List<Shadow> there(Thing thing) {
        return thing.shadows().values().stream()
                .filter(shadow -> shadow.presence() == Presence.PRESENT || shadow.presence() == Presence.OUTSIDE).toList();
    }

    static String by(String person) {
        return "linked by " + person;
    }
}
