package io.syncbridge.store;

import static io.syncbridge.store.OnStore.commit;
import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.MatchKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
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
