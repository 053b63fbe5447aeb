package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** The database is asked as often for many items as for few. */
interface StatementCountContract extends OnStore {

    private int statements(Runnable work) {
        var executed = new AtomicInteger();
        database().jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                executed.incrementAndGet();
            }
        });
        try {
            work.run();
        } finally {
            database().jdbi().setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        }
        return executed.get();
    }

    /** Statements for add, save, save over, load, find by key, log. */
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
        var store = new Things(database());
        return List.of(
                statements(() -> assertThat(new Inbox(database()).add(sync, changes, NOW)).isEqualTo(items)),
                statements(() -> Samples.save(store, sync, things, keys, NOW)),
                statements(() -> Samples.save(store, sync, moved, keys, NOW)),
                statements(() -> assertThat(store.load(sync, kept, List.of()).things()).hasSize(items)),
                statements(() -> assertThat(store.findByKey(sync, keys.values().stream().map(list -> list.get(0)).toList()))
                        .hasSize(items)),
                statements(() -> new SyncLog(database()).write(rows)));
    }

    @Test
    default void numberOfStatementsDoesNotGrowWithTheNumberOfItems() {
        assertThat(statements(200)).isEqualTo(statements(10)).allMatch(count -> count > 0);
    }
}
