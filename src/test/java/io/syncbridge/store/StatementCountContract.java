package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Closed;
import io.syncbridge.store.Reviews.Question;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Things.MatchKey;
import io.syncbridge.store.Things.Revision;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The database is asked as often for many items as for few. */
interface StatementCountContract extends OnStore {

    /** Statements for add, save, save over, load, find by key, log, postpone, look again, open, update and close reviews, request. */
    private List<Integer> statements(int items) {
        String sync = newSync();
        List<RecordRef> records = IntStream.range(0, items).boxed().map(i -> crm("r" + i)).toList();
        List<Change> changes = records.stream().map(ref -> new Change(ref, Operation.UPDATE, Map.of("a", 1), NOW, null,
                "e-" + ref.recordId())).toList();
        List<Thing> things = records.stream().map(ref -> Samples.thing("t-" + ref.recordId(), ref, shop(ref.recordId())))
                .toList();
        Map<String, List<MatchKey>> keys = things.stream().collect(
                Collectors.toMap(Thing::syncId, thing -> List.of(new MatchKey(0, thing.syncId()))));
        List<SyncLog.Entry> rows = things.stream().map(thing -> new SyncLog.Entry(0, NOW, sync, thing.syncId(), "crm", null,
                "shop", null, Operation.UPDATE, SyncLog.Status.SUCCESS, List.of("name"), Map.of(), null, null, null)).toList();
        List<Thing> moved = records.stream().map(ref -> Samples.thing("t-" + ref.recordId(), crm(ref.recordId() + "'"),
                shop(ref.recordId()))).toList();
        List<RecordRef> kept = records.stream().map(ref -> shop(ref.recordId())).toList();
        Map<RecordRef, Instant> times = records.stream().collect(Collectors.toMap(ref -> ref, ref -> NOW.plusSeconds(5)));
        List<ReviewItem> asked = things.stream().map(thing -> new ReviewItem(0, sync, thing.syncId(), "name", Reviews.Kind.CONFLICT, null,
                List.of(), "why", NOW, Reviews.State.OPEN, null, null, null, null)).toList();
        Map<Question, List<Claimed>> claims = asked.stream().collect(
                Collectors.toMap(review -> new Question(review.syncId(), "name"), ReviewItem::claims));
        var store = new Things(database());
        return List.of(
                statements(() -> assertThat(new Inbox(database()).add(sync, changes, NOW)).isEqualTo(items)),
                statements(() -> Samples.save(store, sync, things, keys, NOW)),
                statements(() -> Samples.save(store, sync, moved, keys, NOW)),
                statements(() -> assertThat(store.load(sync, kept, List.of()).things()).hasSize(items)),
                statements(() -> assertThat(store.findByKey(sync, keys.values().stream().map(list -> list.get(0)).toList()))
                        .hasSize(items)),
                statements(() -> new SyncLog(database()).write(rows)),
                statements(() -> new Inbox(database()).postpone(sync, times)),
                statements(() -> new Inbox(database()).lookAgain(sync, times, NOW)),
                statements(() -> new Reviews(database()).open(asked)),
                statements(() -> new Reviews(database()).update(sync, claims)),
                statements(() -> new Reviews(database()).close(sync, claims.keySet().stream().map(question -> new Closed(question, "void")).toList(), NOW)),
                statements(() -> new Deliveries(database()).request(sync, things.stream().map(thing -> new Target(thing.syncId(), "shop")).toList(), NOW)));
    }

    @Test
    default void numberOfStatementsDoesNotGrowWithTheNumberOfItems() {
        assertThat(statements(200)).isEqualTo(statements(10)).allMatch(count -> count > 0);
    }

    @Test
    default void anUpdateOfThingsThatKeepTheirRecordsAndKeysIsOneStatement() {
        String sync = newSync();
        var store = new Things(database());
        List<Thing> known = IntStream.range(0, 10).mapToObj(i -> Samples.thing("t" + i, crm("c" + i), shop("s" + i))).toList();
        Map<String, List<MatchKey>> keys = Map.of("t1", List.of(new MatchKey(0, "a")));
        Samples.save(store, sync, known, keys, NOW);
        List<Revision> edited = known.stream().map(thing -> {
            var shadows = new LinkedHashMap<>(thing.shadows());
            shadows.replaceAll((system, shadow) -> new Shadow(shadow.ref(), shadow.presence(), shadow.values(), shadow.deviations(), "v2", NOW));
            List<MatchKey> held = keys.getOrDefault(thing.syncId(), List.of());
            return new Revision(thing, new Thing(thing.syncId(), thing.base(), shadows, thing.inReview()), held, held);
        }).toList();

        assertThat(statements(() -> store.save(sync, edited, NOW))).isEqualTo(1);
        assertThat(statements(() -> store.save(sync, edited.stream().map(one -> new Revision(one.after(), one.after(), one.keys(), one.keys())).toList(),
                NOW))).isZero();
    }
}
