package io.syncbridge.pipeline;

import io.syncbridge.component.Systems;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Handler;

/**
 * Takes the next batch of a sync out of the inbox, together with deliveries that are due again, and loads what is known
 * of their things. One batch of a sync is under way at a time, over all instances; the next one is empty until then.
 */
@ApplicationScoped
@Named("inbox")
public class Taking {

    private final Definitions definitions;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Things things;
    private final Reviews reviews;
    private final Cursors cursors;
    private final Brakes brakes;
    private final Permits permits;
    private final Systems systems;
    private final Claims claims;
    private final Traces traces;
    private final Clock clock;
    private final Pace pace = new Pace();
    private final Set<String> careful = ConcurrentHashMap.newKeySet();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public Taking(Definitions definitions, Inbox inbox, Deliveries deliveries, Things things, Reviews reviews,
            Cursors cursors, Brakes brakes, Permits permits, Systems systems, Claims claims, Traces traces, Clock clock) {
        this.definitions = definitions;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.things = things;
        this.reviews = reviews;
        this.cursors = cursors;
        this.brakes = brakes;
        this.permits = permits;
        this.systems = systems;
        this.claims = claims;
        this.traces = traces;
        this.clock = clock;
    }

    @Handler
    public Batch take(String sync) {
        SyncDefinition definition = definitions.find(sync).orElseThrow();
        Instant now = clock.instant();
        if (!busy.add(sync)) {
            return nothing(definition, now);
        }
        Batch batch = null;
        try {
            batch = permits.mayRun(definition) && claims.lane(sync) ? next(definition, now) : nothing(definition, now);
            return batch;
        } finally {
            if (batch == null || batch.isEmpty()) {
                busy.remove(sync);
            }
        }
    }

    private static Batch nothing(SyncDefinition definition, Instant now) {
        return new Batch(definition, now, 1, List.of(), List.of(), List.of());
    }

    private Batch next(SyncDefinition definition, Instant now) {
        String sync = definition.name();
        int limit = careful.contains(sync) ? 1 : pace.size(sync, definition.batch().size());
        List<Waiting> waiting = inbox.next(sync, limit, now);
        if (isToBeHeardOut(definition, waiting, now)) {
            return nothing(definition, now);
        }
        List<Delivery> due = deliveries.due(sync, now, limit);
        var batch = new Batch(definition, now, limit, waiting, due, reviews.answered(sync, limit));
        if (!batch.isEmpty()) {
            batch.traced(traces.begin(sync, waiting.stream().map(Waiting::trace).toList()));
            load(batch);
        }
        return batch;
    }

    /** Deletes wait until a poll is through, so that the brakes know of how many before the first is carried out. */
    private boolean isToBeHeardOut(SyncDefinition definition, List<Waiting> waiting, Instant now) {
        return definition.limits().deletes().percent() != null
                && waiting.stream().anyMatch(item -> item.change().operation() == Operation.DELETE)
                && cursors.isReading(definition.name(), now);
    }

    /** After a batch failed as a whole its changes are taken one by one, until one goes through. */
    void carefully(String sync) {
        careful.add(sync);
        busy.remove(sync);
    }

    /** Lets the sync's next batch be taken, after this one is settled. */
    void settled(Batch batch) {
        if (!batch.isCareful()) {
            pace.settled(batch.sync(), batch.limit(), batch.isFull(), Duration.between(batch.now(), clock.instant()));
        }
        done(batch.sync());
    }

    /** Lets the sync's next batch be taken. */
    void done(String sync) {
        careful.remove(sync);
        busy.remove(sync);
    }

    private void load(Batch batch) {
        batch.policy().systems().forEach(system -> batch.clockOffsets.put(system, systems.clockOffset(system)));
        List<RecordRef> refs = List.copyOf(batch.reports.keySet());
        List<String> due = Stream.concat(batch.due().stream().map(Delivery::syncId),
                batch.answered().stream().map(ReviewItem::syncId)).distinct().toList();
        Things.Loaded loaded = things.load(batch.sync(), refs, due);
        batch.load(loaded.things().values(), loaded.syncIds(), loaded.former().keySet());
        if (!batch.waiting().isEmpty()) {
            batch.load(brakes.decisions(batch.sync()));
        }
        batch.load(deliveries.of(batch.sync(), loaded.things().keySet()));
        due.stream().filter(syncId -> batch.thing(syncId) != null).forEach(batch::reopen);
        batch.openForRuns();
    }
}
