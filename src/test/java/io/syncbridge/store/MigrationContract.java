package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.Found;
import io.syncbridge.store.Things.MatchKey;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that a former version filled is brought to the present form. */
interface MigrationContract extends OnStore {

    MatchKey KEY = new MatchKey(0, "ann@x.org");

    String fresh() throws Exception;

    Optional<String> username();

    StoreDatabase open(String url) throws SQLException;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void storeOfAFormerVersionIsReadAsThatVersionWroteIt(boolean wasBrokenOff) throws Exception {
        String url = fresh();
        Jdbi jdbi = FormerStore.create(url, username().orElse(""));
        var random = new Random(36);
        Map<String, Thing> things = IntStream.range(0, 450).mapToObj(i -> Samples.any(random, "t" + i))
                .collect(Collectors.toMap(Thing::syncId, Function.identity()));
        Map<String, Thing> planned = IntStream.range(0, 450).filter(i -> i % 3 == 0).mapToObj(i -> Samples.any(random, "t" + i))
                .collect(Collectors.toMap(Thing::syncId, Function.identity()));
        jdbi.useHandle(handle -> {
            FormerStore.save(handle, "people", things.values(), NOW);
            FormerStore.save(handle, "plan:7", planned.values(), NOW);
            FormerStore.save(handle, "others", List.of(Samples.thing("a", crm("1"), shop("2"))), NOW);
            Shadow moved = Samples.thing("a", crm("0")).shadows().get("crm");
            FormerStore.link(handle, "others", "a", moved, true, 0, NOW.minusSeconds(9));
            FormerStore.key(handle, "others", "a", KEY);
            fill(handle);
            if (wasBrokenOff) {
                handle.execute("ALTER TABLE link RENAME TO former_link");
                handle.execute("CREATE TABLE entity (id INTEGER)");
                handle.execute("CREATE TABLE link (id INTEGER)");
            }
        });

        StoreDatabase database = open(url);
        try {
            var store = new Things(database);
            assertThat(store.load("people", List.of(), things.keySet()).things()).isEqualTo(things);
            assertThat(store.load("plan:7", List.of(), things.keySet()).things()).isEqualTo(planned);
            Things.Loaded others = store.load("others", List.of(crm("0"), crm("1")), List.of("oldest"));
            assertThat(others.former()).isEqualTo(Map.of(crm("0"), "a"));
            assertThat(others.things()).isEqualTo(Map.of("a", Samples.thing("a", crm("1"), shop("2")), "oldest", new Thing("oldest",
                    new Base(Map.of("name", new BaseValue("Ann", NOW, "crm", "newest")), new Base.Deletion(NOW, "crm")), Map.of(), Set.of("name"))));
            assertThat(store.search("0", 9)).containsExactly(new Found("others", "a", crm("0"), true));
            assertThat(store.findByKey("others", List.of(KEY))).isEqualTo(Map.of(KEY, List.of("a")));
            assertThat(store.living("others")).isEqualTo(1);
            assertThat(store.versions("others", "crm", List.of("1"))).isEqualTo(Map.of("1", "v-1"));
            var cursors = new Cursors(database);
            assertThat(store.notScanned("others", "crm", 3, NOW)).isEmpty();
            assertThat(store.notScanned("others", "crm", 4, NOW)).containsExactly("1");
            assertThat(cursors.scan("others", "crm")).isEqualTo(4);
            assertThat(new Inbox(database).next("others", 9, NOW).changes()).extracting(waiting -> waiting.change().ref()).containsExactly(crm("9"));
            assertThat(new Reviews(database).list("others", Reviews.State.OPEN, null, 9).items()).hasSize(1);
            assertThat(new Deliveries(database).due("others", NOW, 9)).hasSize(1);
            assertThat(new Children(database).ready("others", 9)).hasSize(2);
            assertThat(new Runs(database).find(1)).isPresent();
            logIsTheSame(new SyncLog(database));
            Samples.save(store, "others", List.of(Samples.thing("a", crm("1"), shop("3"))), Map.of(), NOW);
            assertThat(store.load("others", List.of(), List.of("a")).things()).isEqualTo(Map.of("a", Samples.thing("a", crm("1"), shop("3"))));
        } finally {
            database.close();
        }
    }

    /** Rows go on behind those that there were, are found by what they are about, and are counted. */
    private static void logIsTheSame(SyncLog log) {
        assertThat(ids(log, null, null, null)).containsExactly(900L, 899L, 7L, 2L, 1L);
        assertThat(ids(log, "people", SyncLog.Status.SUCCESS, null)).containsExactly(899L);
        assertThat(ids(log, "others", null, "0")).containsExactly(7L);
        assertThat(ids(log, null, null, "1")).containsExactly(2L, 1L);
        assertThat(ids(log, null, null, "gone")).containsExactly(900L, 899L);
        assertThat(ids(log, null, SyncLog.Status.FAILED, null)).containsExactly(900L, 2L);
        assertThat(log.find(new SyncLog.LogFilter(null, null, null, null, null, NOW, NOW.plusSeconds(1)), null, 9).items()).extracting(SyncLog.Entry::id)
                .containsExactly(7L, 2L, 1L);
        assertThat(log.hourly(NOW).get("others")).isEqualTo(Map.of(NOW.truncatedTo(ChronoUnit.HOURS),
                Map.of(SyncLog.Status.SUCCESS, 2L, SyncLog.Status.FAILED, 1L)));
        assertThat(log.lastSuccesses()).containsEntry("people", NOW.plusSeconds(9000));
        log.write(List.of(new SyncLog.Entry(0, NOW, "others", "a", "crm", "1", "shop", null, Operation.DELETE, SyncLog.Status.SUCCESS, List.of(), Map.of(),
                null, null, null)));
        assertThat(log.find(new SyncLog.LogFilter(null, null, "1", null, null, null, null), null, 9).items()).hasSize(3)
                .first().matches(row -> row.id() > 900 && row.operation() == Operation.DELETE);
        assertThat(log.hourly(NOW).get("others").values()).containsExactly(Map.of(SyncLog.Status.SUCCESS, 3L, SyncLog.Status.FAILED, 1L));
    }

    private static List<Long> ids(SyncLog log, String sync, SyncLog.Status status, String record) {
        return log.find(new SyncLog.LogFilter(sync, null, record, status, null, null, null), null, 9).items().stream().map(SyncLog.Entry::id).toList();
    }

    private static void log(Handle handle, long id, Instant at, String sync, String syncId, String source, String status) {
        handle.execute("INSERT INTO sync_log (id, last_synced_at, sync, sync_id, source_system, source_record_id, operation, status, fields, details, run_id)"
                + " VALUES (?, ?, ?, ?, 'crm', ?, 'UPDATE', ?, '[]', '{}', ?)", id, Rows.time(at), sync, syncId, source, status, id % 2 == 0 ? null : id);
        handle.execute("ALTER TABLE sync_log ALTER COLUMN id RESTART WITH " + (id + 1));
    }

    /** What stands beside things: it is found as before. */
    private static void fill(Handle handle) {
        log(handle, 1, NOW, "others", "a", "1", "SUCCESS");
        log(handle, 2, NOW, "others", null, "1", "FAILED");
        log(handle, 7, NOW, "others", "a", "0", "SUCCESS");
        log(handle, 899, NOW.plusSeconds(9000), "people", "t9999", "gone", "SUCCESS");
        log(handle, 900, NOW.plusSeconds(9000), "people", null, "gone", "FAILED");
        handle.execute("INSERT INTO thing (sync, sync_id, base, deleted, in_review, saved_at) VALUES ('others', 'oldest',"
                + " '{\"fields\":{\"name\":[\"Ann\",\"" + NOW + "\",\"crm\",\"newest\"]},\"deleted\":[\"" + NOW + "\",\"crm\"]}', TRUE, '[\"name\"]', ?)",
                Rows.time(NOW));
        handle.execute("INSERT INTO poll (sync, system, scan, scan_began) VALUES ('others', 'crm', 4, ?)", Rows.time(NOW.plusSeconds(1)));
        handle.execute("INSERT INTO inbox (sync, system, record_id, operation, received_at, due_at, ready_at) VALUES ('others', 'crm', '9',"
                + " 'UPDATE', ?, ?, ?)", Rows.time(NOW), Rows.time(NOW), Rows.time(NOW));
        handle.execute("INSERT INTO delivery (sync, sync_id, target_system, operation, state, attempts, due_at, first_at, last_at)"
                + " VALUES ('others', 'a', 'shop', 'UPDATE', 'WAITING', 1, ?, ?, ?)", Rows.time(NOW), Rows.time(NOW), Rows.time(NOW));
        handle.execute("INSERT INTO review (sync, sync_id, field, kind, claims, why, opened_at, state) VALUES ('others', 'a', 'name', 'CONFLICT',"
                + " '[]', 'why', ?, 'OPEN')", Rows.time(NOW));
        handle.execute("INSERT INTO waiting_child (sync, system, kind, child, field, parent_sync, parent, since) VALUES ('children', 'crm', 'READ',"
                + " '5', 'parent', 'others', '1', ?)", Rows.time(NOW));
        handle.execute("INSERT INTO waiting_child (sync, system, kind, child, field, parent_sync, parent, since) VALUES ('children', 'shop', 'WRITE',"
                + " 'c', 'parent', 'others', 'a', ?)", Rows.time(NOW));
        handle.execute("INSERT INTO run (sync, kind, parameters, state, asked_by, asked_at, done_before, done, progress, due_at) VALUES ('others',"
                + " 'PLAN', '{}', 'DONE', 'ann', ?, 0, 0, '{}', ?)", Rows.time(NOW), Rows.time(NOW));
    }
}
