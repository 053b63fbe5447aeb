package io.syncbridge.store;

import static io.syncbridge.store.OnStore.commit;
import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything that is stored within a JTA transaction counts together or not at all. */
interface TransactionContract extends OnStore {

    Thing THING = Samples.thing("t1", crm("1"));
    MatchKey KEY = new MatchKey(0, "a");

    private void storeAll(String sync) {
        Samples.save(new Things(database()), sync, List.of(THING), Map.of("t1", List.of(KEY)), NOW);
        new Inbox(database()).add(sync, List.of(new Change(crm("1"), Operation.UPDATE, null, null, null, "e1")), NOW);
        new Cursors(database()).move(sync, "crm", "moved", NOW);
        new Streams(database()).move(sync, "crm", "events", "7", NOW);
        new Deliveries(database()).request(sync, List.of(new Deliveries.Target("t1", "shop")), NOW);
        new Reviews(database()).open(List.of(new Reviews.ReviewItem(0, sync, "t1", "name", Reviews.Kind.CONFLICT, null,
                List.of(), "why", NOW, Reviews.State.OPEN, null, null, null, null)));
        new SyncLog(database()).write(List.of(new SyncLog.Entry(0, NOW, sync, "t1", null, null, null, null, null,
                SyncLog.Status.SUCCESS, List.of(), Map.of(), null, null, null)));
    }

    private List<Boolean> stored(String sync) {
        var things = new Things(database());
        return List.of(!things.load(sync, List.of(crm("1")), List.of("t1")).things().isEmpty(),
                !things.findByKey(sync, List.of(KEY)).isEmpty(),
                !new Inbox(database()).next(sync, 1, NOW).changes().isEmpty(),
                new Cursors(database()).read(sync, "crm").isPresent(),
                new Streams(database()).position(sync, "crm", "events").isPresent(),
                !new Deliveries(database()).due(sync, NOW, 1).isEmpty(),
                !new Reviews(database()).list(sync, null, null, 1).items().isEmpty(),
                !new SyncLog(database()).find(new SyncLog.LogFilter(sync, null, null, null, null, null, null), null, 1)
                        .items().isEmpty());
    }

    @Test
    default void rolledBackTransactionLeavesNothingAndCommittedOneLeavesAll() throws Exception {
        String sync = newSync();
        new Cursors(database()).claim(sync, "crm", "one", NOW, Duration.ofSeconds(30));

        rollback(() -> {
            storeAll(sync);
            assertThat(stored(sync)).as("its own statements see it").containsOnly(true);
        });
        assertThat(stored(sync)).containsOnly(false);

        commit(() -> storeAll(sync));
        assertThat(stored(sync)).containsOnly(true);
    }

    @Test
    default void whatWasThereBeforeARolledBackTransactionIsThereAfterIt() throws Exception {
        String sync = newSync();
        var things = new Things(database());
        Samples.save(things, sync, List.of(THING), Map.of("t1", List.of(KEY)), NOW);

        rollback(() -> Samples.save(things, sync, List.of(Samples.deleted(Samples.thing("t1", crm("2")))), Map.of(), NOW));

        assertThat(things.load(sync, List.of(crm("1")), List.of()).things()).isEqualTo(Map.of("t1", THING));
        assertThat(things.findByKey(sync, List.of(KEY))).containsKey(KEY);
    }

    @Test
    default void storeIsUp() {
        assertThat(database().isUp()).isTrue();
    }
}
