package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
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
import io.syncbridge.store.Notes;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Handler;

/**
 * Takes the next batch of a sync out of the inbox, together with deliveries that are due again, and loads what is known
 * of their things. One batch of a sync is under way at a time, over all instances; the next one is empty until then.
 */
@ApplicationScoped
@Unremovable
public class Taking {

    private final Definitions definitions;
    private final Inbox inbox;
    private final Deliveries deliveries;
    private final Notes notes;
    private final Things things;
    private final Reviews reviews;
    private final Cursors cursors;
    private final Brakes brakes;
    private final Permits permits;
    private final Windows windows;
    private final Loading loading;
    private final Claims claims;
    private final Traces traces;
    private final Clock clock;
    private final Pace pace = new Pace();
    /** The definitions by which the inbox has been looked through. */
    private final Map<String, SyncDefinition> looked = new ConcurrentHashMap<>();
    /** The definitions by which syncs were allowed to run. */
    private final Map<String, SyncDefinition> begun = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public Taking(Definitions definitions, Inbox inbox, Deliveries deliveries, Notes notes, Things things, Reviews reviews, Cursors cursors,
            Brakes brakes, Permits permits, Windows windows, Loading loading, Claims claims, Traces traces, Clock clock) {
        this.definitions = definitions;
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.notes = notes;
        this.things = things;
        this.reviews = reviews;
        this.cursors = cursors;
        this.brakes = brakes;
        this.permits = permits;
        this.windows = windows;
        this.loading = loading;
        this.claims = claims;
        this.traces = traces;
        this.clock = clock;
    }

    @Handler
    public Batch take(String sync) {
        Instant now = clock.instant();
        if (!busy.add(sync)) {
            return nothing(definitions.find(sync).orElseThrow(), now);
        }
        Batch batch = null;
        try {
            SyncDefinition definition = definitions.find(sync).orElseThrow();
            batch = mayRun(definition) && windows.quietUntil(definition).isEmpty() && claims.lane(sync)
                    ? next(definition, now) : nothing(definition, now);
            return batch;
        } finally {
            if (batch == null || batch.isEmpty()) {
                busy.remove(sync);
            }
        }
    }

    private boolean mayRun(SyncDefinition definition) {
        boolean may = permits.mayRun(definition);
        if (may) {
            begun.put(definition.name(), definition);
        }
        return may;
    }

    /** Says whether this instance has found that the sync may run by its definition; from then on it runs when something is due. */
    boolean hasBegun(SyncDefinition definition) {
        return begun.get(definition.name()) == definition;
    }

    private Batch nothing(SyncDefinition definition, Instant now) {
        return new Batch(Taken.of(definition, now, 1, List.of(), List.of()), Knowledge.of(things, definition.name()), SystemFacts.PLAIN);
    }

    private Batch next(SyncDefinition definition, Instant now) {
        String sync = definition.name();
        int limit = pace.size(sync, definition.batch().size());
        boolean alone = pace.isDownToOne(sync);
        notes.leave(sync);
        List<ReviewItem> answered = reviews.answered(sync, limit, now);
        List<Delivery> due = deliveries.due(sync, now, alone ? limit - answered.size() : limit);
        release(definition, now);
        Inbox.Next next = inbox.next(sync, alone ? limit - answered.size() - due.size() : limit, now);
        List<Waiting> waiting = withoutSetAside(sync, definition.batch().isCollecting() && next.more() && !alone
                ? together(sync, next.changes(), now) : next.changes(), now);
        if (isToBeHeardOut(definition, waiting, now)) {
            return nothing(definition, now);
        }
        if (waiting.isEmpty() && due.isEmpty() && answered.isEmpty()) {
            windows.sent(definition);
            return nothing(definition, now);
        }
        var taken = new Taken(definition, now, limit, next.more(), waiting, due, answered, waiting.isEmpty() ? List.of() : brakes.decisions(sync),
                Set.copyOf(reviews.takenAway(sync)), traces.begin(sync, waiting.stream().map(Waiting::trace).toList()));
        var batch = new Batch(taken, Knowledge.of(things, sync), loading.facts(definition));
        loading.load(batch);
        return batch;
    }

    /** Lets what comes of a record that is set aside wait with the rest of it: it would make every batch fail again. */
    private List<Waiting> withoutSetAside(String sync, List<Waiting> waiting, Instant now) {
        Map<RecordRef, Instant> aside = waiting.isEmpty() ? Map.of()
                : deliveries.setAside(sync, waiting.stream().map(item -> item.change().ref()).toList(), now);
        inbox.postpone(sync, aside);
        return aside.isEmpty() ? waiting : waiting.stream().filter(item -> !aside.containsKey(item.change().ref())).toList();
    }

    /** Returns all that is due of these changes' records, so that what is collected of a record is sent once. */
    private List<Waiting> together(String sync, List<Waiting> waiting, Instant now) {
        var together = new TreeMap<Long, Waiting>();
        waiting.forEach(item -> together.put(item.id(), item));
        Set<RecordRef> records = waiting.stream().map(item -> item.change().ref()).collect(Collectors.toSet());
        inbox.of(sync, records, now).forEach(item -> together.put(item.id(), item));
        return List.copyOf(together.values());
    }

    /** What was held by another definition waits no longer than what comes now. */
    private void release(SyncDefinition definition, Instant now) {
        String sync = definition.name();
        boolean first = looked.put(sync, definition) != definition;
        if (first) {
            inbox.holdAtMostUntil(sync, definition.batch().latest(now));
        }
        if (first || definition.batch().isCollecting()) {
            inbox.release(sync, now);
        }
    }

    /** Deletes wait until a poll is through, so that the brakes know of how many before the first is carried out. */
    private boolean isToBeHeardOut(SyncDefinition definition, List<Waiting> waiting, Instant now) {
        return definition.limits().deletes().percent() != null
                && waiting.stream().anyMatch(item -> item.change().operation() == Operation.DELETE)
                && cursors.isReading(definition.name(), now);
    }

    /** Lets the sync's next batch be taken, a smaller one; {@code batch} is {@code null} where none could be taken. */
    void failed(String sync, Batch batch) {
        pace.failed(sync, batch == null ? 0 : batch.taken().size());
        done(sync);
    }

    /** Lets the sync's next batch be taken, after this one is settled. */
    void settled(Batch batch) {
        pace.settled(batch.sync(), batch.taken().limit(), batch.isFull(), Duration.between(batch.now(), clock.instant()));
        done(batch.sync());
    }

    /** Says whether a batch of the sync is under way in this instance. */
    public boolean isBusy(String sync) {
        return busy.contains(sync);
    }

    /** Lets the sync's next batch be taken. */
    void done(String sync) {
        busy.remove(sync);
    }
}
