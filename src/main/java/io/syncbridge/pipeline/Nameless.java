package io.syncbridge.pipeline;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.model.WriteResult.Failed;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for records that a system has created without saying under which id. Until it is found, by {@code find} or because
 * the system reports it, such a record is not created again.
 */
@ApplicationScoped
class Nameless {

    /** Stands in the payload of a delivery whose record is created, but not found yet. */
    private static final String CREATED = "@created";

    private final Counterparts counterparts;

    Nameless(Counterparts counterparts) {
        this.counterparts = counterparts;
    }

    /** Returns the answer with the record that was created, or as one that waits until it is found. */
    Answer named(Batch batch, Answer answer, WriteResult.Nameless nameless) {
        Optional<Change> found = Optional.empty();
        try {
            found = counterparts.created(batch, answer);
        } catch (SystemCallException away) {
            // it is looked for again
        }
        return found.map(record -> new Answer(answer.step(), answer.write(),
                        new WriteResult.Written(record.ref().recordId(), record.record(), record.time(), record.version())))
                .orElseGet(() -> new Answer(answer.step(), noted(answer.write()), new Failed(Refusal.BUSY, nameless.message()
                        + " It is looked for by its match fields, and not created again before it is found.")));
    }

    /** Says whether the system has created the thing's record already, which was not found yet. */
    static boolean isAwaited(Batch batch, Thing thing, String system) {
        return batch.known(thing.syncId()).isFree(system) && batch.known(thing.syncId()).undelivered().stream()
                .anyMatch(delivery -> system.equals(delivery.targetSystem()) && isAwaited(delivery));
    }

    static boolean isAwaited(Delivery delivery) {
        return delivery.operation() == Operation.CREATE && delivery.payload() != null && delivery.payload().containsKey(CREATED);
    }

    private static Write noted(Write write) {
        Map<String, Object> values = new LinkedHashMap<>(write.values());
        values.put(CREATED, true);
        return new Write(write.operation(), write.syncId(), null, null, values);
    }
}
