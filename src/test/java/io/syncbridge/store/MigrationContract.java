package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Things.Found;
import io.syncbridge.store.Things.MatchKey;
import java.sql.SQLException;
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
            Samples.save(store, "others", List.of(Samples.thing("a", crm("1"), shop("3"))), Map.of(), NOW);
            assertThat(store.load("others", List.of(), List.of("a")).things()).isEqualTo(Map.of("a", Samples.thing("a", crm("1"), shop("3"))));
        } finally {
            database.close();
        }
    }

    /** What stands beside things: it is found as before. */
    private static void fill(Handle handle) {
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
