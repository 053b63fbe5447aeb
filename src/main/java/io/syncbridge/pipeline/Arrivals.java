package io.syncbridge.pipeline;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The changes that a batch was made of, by record: which runs brought a thing into it, and what people decided about its changes. */
final class Arrivals {

    private final Taken taken;
    private final Map<RecordRef, List<Waiting>> byRecord;

    Arrivals(Taken taken) {
        this.taken = taken;
        this.byRecord = taken.waiting().stream().filter(item -> taken.definition().system(item.change().ref().system()) != null)
                .collect(Collectors.groupingBy(item -> item.change().ref(), LinkedHashMap::new, Collectors.toList()));
    }

    /** Returns the records, without those of systems that take no part any more. */
    Set<RecordRef> records() {
        return byRecord.keySet();
    }

    List<Change> changes(RecordRef ref) {
        return of(ref).stream().map(Waiting::change).toList();
    }

    /** Says whether a run brought the record into the batch. */
    boolean isOfRun(RecordRef ref) {
        return of(ref).stream().anyMatch(item -> item.run() != null);
    }

    /**
     * Returns the run that takes something of the thing back; otherwise the one that alone brought the thing into this batch, now or when a
     * write was put off, or, where the thing is not known, the record; {@code null} for none.
     *
     * @param syncId {@code null} for a record that belongs to no thing
     */
    Long runOf(String syncId, Known known, RecordRef record) {
        List<Long> undoing = taken.answered().stream().filter(review -> review.syncId().equals(syncId) && review.run() != null).map(ReviewItem::run)
                .distinct().toList();
        if (undoing.size() == 1) {
            return undoing.get(0);
        }
        List<Waiting> reported = known.thing() == null ? of(record) : of(known);
        List<Long> runs = Stream.concat(reported.stream().map(Waiting::run), known.undelivered().stream().map(Delivery::run)
                .filter(Objects::nonNull)).distinct().toList();
        return runs.size() == 1 ? runs.get(0) : null;
    }

    /** Returns the decision on what was reported of the thing, so far as it is about {@code subject}. */
    Optional<Brake> decision(Known known, String subject) {
        List<Waiting> reported = of(known);
        return reported.isEmpty() ? Optional.empty() : taken.brakeDecisions().stream().filter(brake -> brake.subject().equals(subject)
                && reported.stream().allMatch(item -> brake.covers(item.id()))).findFirst();
    }

    /** Says whether something was reported of the thing on which nobody has decided. */
    boolean isUndecided(Known known, String subject) {
        return !of(known).isEmpty() && decision(known, subject).isEmpty();
    }

    private List<Waiting> of(RecordRef ref) {
        return byRecord.getOrDefault(ref, List.of());
    }

    private List<Waiting> of(Known known) {
        return known.records().stream().flatMap(ref -> of(ref).stream()).toList();
    }
}
