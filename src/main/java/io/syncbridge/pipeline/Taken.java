package io.syncbridge.pipeline;

import io.opentelemetry.api.trace.Span;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Reviews.ReviewItem;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The input of a batch; no stage changes it.
 *
 * @param now when work on the batch began; every decision of the batch uses this time
 * @param limit how many changes it might have held
 * @param more whether other changes are due as well
 * @param due deliveries that are tried again
 * @param answered reviews that a person has answered
 * @param brakeDecisions what people decided about the brakes
 * @param takenAway records that runs take away
 * @param trace the span that follows the batch
 */
record Taken(SyncDefinition definition, Instant now, int limit, boolean more, List<Waiting> waiting, List<Delivery> due,
        List<ReviewItem> answered, List<Brake> brakeDecisions, Set<RecordRef> takenAway, Span trace) {

    Taken {
        waiting = List.copyOf(waiting);
        due = List.copyOf(due);
        answered = List.copyOf(answered);
        brakeDecisions = List.copyOf(brakeDecisions);
        takenAway = Set.copyOf(takenAway);
    }

    /** Returns the input that consists of these changes and answers alone. */
    static Taken of(SyncDefinition definition, Instant now, int limit, List<Waiting> waiting, List<ReviewItem> answered) {
        return new Taken(definition, now, limit, false, waiting, List.of(), answered, List.of(), Set.of(), Span.getInvalid());
    }

    /** Returns the changes of the records that are {@code record}, and the deliveries of things that are {@code mine}; answers stay with the whole. */
    Taken part(Predicate<RecordRef> record, Predicate<String> mine) {
        return new Taken(definition, now, limit, more, waiting.stream().filter(item -> record.test(item.change().ref())).toList(),
                due.stream().filter(delivery -> mine.test(delivery.syncId())).toList(), List.of(), brakeDecisions, takenAway, trace);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && due.isEmpty() && answered.isEmpty();
    }

    /** Says whether there may be more where this came from. */
    boolean isFull() {
        return more || due.size() >= limit;
    }

    /** Says whether it is a single item after a larger batch failed, so that nothing else can have made it fail. */
    boolean isAlone() {
        return limit == 1 && waiting.size() + due.size() + answered.size() == 1;
    }

    /** Returns how many items of one kind it holds. */
    int size() {
        return Math.max(waiting.size(), Math.max(due.size(), answered.size()));
    }

    /** Returns the place of the last change in the inbox; 0 if there is none. */
    long lastWaiting() {
        return waiting.stream().mapToLong(Waiting::id).max().orElse(0);
    }
}
