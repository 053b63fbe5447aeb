package io.syncbridge.store;

import static io.syncbridge.store.OnStore.commit;
import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.SyncLog.LogFilter;
import io.syncbridge.store.Things.MatchKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresStoreIT extends StoreContract {

    private static final Logger LOG = Logger.getLogger(PostgresStoreIT.class.getName());
    private static final int BATCH = 500;
    private static final int BATCHES = 20;

    private EmbeddedPostgres postgres;

    @Override
    String start() throws IOException {
        postgres = EmbeddedPostgres.start();
        return url("postgres");
    }

    private String url(String name) {
        return postgres.getJdbcUrl("postgres", name);
    }

    @Override
    public String fresh() {
        String name = "fresh" + SYNCS.incrementAndGet();
        database().jdbi().useHandle(handle -> handle.execute("CREATE DATABASE " + name));
        return url(name);
    }

    @Override
    public Optional<String> username() {
        return Optional.of("postgres");
    }

    @Override
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void instancesThatStartAtOnceMakeOneStore() {
        database().jdbi().useHandle(handle -> handle.execute("CREATE DATABASE shared"));

        List<CompletableFuture<Boolean>> starting = IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
            try {
                StoreDatabase instance = open(url("shared"));
                try {
                    return new Lanes(instance).claim("sync", "instance " + i, NOW, LanesContract.LEASE);
                } finally {
                    instance.close();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        })).toList();

        assertThat(starting.stream().filter(CompletableFuture::join)).hasSize(1);
    }

    @Test
    void storeThatCannotBeOpenedSaysWhereItIsAndWhatToCheckAndNoPassword() {
        assertThatThrownBy(() -> open(url("nowhere") + "&password=secret")).hasMessageContaining("/nowhere cannot be opened")
                .hasMessageContaining("bridge.store.url").hasMessageNotContaining("secret");
    }

    @Test
    void manyRowsOfADayArePutInAPartitionThatIsForgottenAsAWholeWhileIdsGoOn() throws Exception {
        StoreDatabase store = open(fresh());
        try {
            var log = new SyncLog(store);
            Instant today = NOW.plus(Duration.ofDays(1));
            log.write(List.of(row("first", NOW)));
            log.divide(today);
            log.write(List.of(row("few so far", NOW)));
            assertThat(partitions(store)).containsExactly("sync_log_0", "sync_log_1");
            store.jdbi().useHandle(handle -> handle.execute("SELECT SETVAL('sync_log_id', " + LogPartitions.WORTH + ")"));
            log.divide(NOW);
            log.write(List.of(row("same day", NOW)));
            List<CompletableFuture<Void>> dividing = IntStream.range(0, 4).mapToObj(i -> CompletableFuture.runAsync(() -> log.divide(today))).toList();
            dividing.forEach(CompletableFuture::join);
            log.write(List.of(row("late", NOW), row("new day", today)));
            log.divide(today);
            log.write(List.of(row("last", today)));

            assertThat(partitions(store)).containsExactly("sync_log_0", "sync_log_1", "sync_log_2");
            Page<SyncLog.Entry> page = log.find(new LogFilter(null, null, null, null, null, null, null), null, 2);
            assertThat(page.items()).extracting(SyncLog.Entry::syncId).containsExactly("last", "new day");
            assertThat(log.find(new LogFilter("many", null, null, null, null, null, null), page.next(), 9).items()).extracting(SyncLog.Entry::syncId)
                    .containsExactly("late", "same day", "few so far", "first");
            assertThat(log.find(new LogFilter(null, null, null, null, null, NOW, today), null, 9).items()).hasSize(4);
            assertThat(log.forget(NOW.plusSeconds(1))).as("the rest of that day goes with it").isEqualTo(1);
            assertThat(partitions(store)).hasSize(3);
            assertThat(log.forget(today)).isEqualTo(3);
            assertThat(partitions(store)).containsExactly("sync_log_1", "sync_log_2");
            assertThat(log.find(new LogFilter("many", null, null, null, null, null, null), null, 9).items()).extracting(SyncLog.Entry::syncId)
                    .containsExactly("last", "new day");
            assertThat(log.hourly(NOW).get("many").values()).containsExactly(Map.of(SyncLog.Status.SUCCESS, 2L));
        } finally {
            store.close();
        }
    }

    private static SyncLog.Entry row(String syncId, Instant at) {
        return new SyncLog.Entry(0, at, "many", syncId, "crm", "1", "shop", "2", Operation.UPDATE, SyncLog.Status.SUCCESS, List.of(), Map.of(), null, null, null);
    }

    private static List<String> partitions(StoreDatabase store) {
        return store.jdbi().withHandle(handle -> handle.createQuery("SELECT CAST(inhrelid::regclass AS VARCHAR) FROM pg_inherits"
                + " WHERE inhparent = 'sync_log'::regclass ORDER BY 1").mapTo(String.class).list());
    }

    /** Says how fast it is; no promise, since that depends on the machine. */
    @Test
    void manyBatchesAreSettled() throws Exception {
        String sync = newSync();
        var things = new Things(database());
        var log = new SyncLog(database());
        long began = System.nanoTime();
        for (int batch = 0; batch < BATCHES; batch++) {
            String name = "b" + batch % (BATCHES / 2) + "-";
            List<Thing> some = IntStream.range(0, BATCH).mapToObj(i -> Samples.thing(name + i, crm(name + i), shop(name + i)))
                    .toList();
            List<RecordRef> refs = some.stream().map(thing -> crm(thing.syncId())).toList();
            commit(() -> {
                things.load(sync, refs, List.of());
                things.findByKey(sync, refs.stream().map(ref -> new MatchKey(0, ref.recordId())).toList());
                Samples.save(things, sync, some, some.stream().collect(Collectors.toMap(Thing::syncId,
                        thing -> List.of(new MatchKey(0, thing.syncId())))), NOW);
                log.write(some.stream().map(thing -> new SyncLog.Entry(0, NOW, sync, thing.syncId(), "crm", thing.syncId(),
                        "shop", thing.syncId(), Operation.UPDATE, SyncLog.Status.SUCCESS, List.of("name"),
                        Map.of("name", Map.of("from", "Ann", "to", "Anna")), "newest", null, null)).toList());
            });
            assertThat(things.load(sync, refs, List.of()).things()).hasSize(BATCH);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        LOG.info(() -> "%.0f things loaded, saved and logged per second".formatted(BATCH * BATCHES / seconds));
    }
}
