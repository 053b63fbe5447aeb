package io.syncbridge.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bridge is killed between any two steps of intake, delivery and settlement, once each. People have edited one record and
 * created another in the shop; started again, the bridge must bring both to a database and to a REST interface, once.
 */
class CrashPointsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = "OLD";

    private static int debugPort;
    private static World world;
    private static int number = 10_000;

    /** @param type {@code null} for a point that the system sees, and not the bridge */
    record Point(String name, String type, String method) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Point> points() {
        return Stream.of(
                new Point("before intake", "pipeline.Storing", "store"),
                new Point("changes stored, cursor not moved", "store.Cursors", "move"),
                new Point("intake committed", "pipeline.WorkSignal", "arrived"),
                new Point("batch taken", "pipeline.LoopGuarding", "guard"),
                new Point("before mapping", "pipeline.MappingRecords", "map"),
                new Point("before matching", "pipeline.Matching", "match"),
                new Point("before reconciling", "pipeline.Reconciling", "reconcile"),
                new Point("before delivery", "pipeline.Delivering", "deliver"),
                new Point("before the call to the REST interface", "connector.rest.RestClient", "call"),
                new Point("done by the REST interface, not answered", null, null),
                new Point("before the write to the database", "connector.jdbc.TableWriter", "write"),
                new Point("one system has answered", "pipeline.Answers", "add"),
                new Point("all systems have answered", "pipeline.Collecting", "collect"),
                new Point("before settlement", "pipeline.Settling", "settle"),
                new Point("within settlement, before the things", "store.Things", "save"),
                new Point("within settlement, before the log", "store.SyncLog", "write"),
                new Point("within settlement, before the inbox", "store.Inbox", "remove"),
                new Point("settlement committed", "pipeline.BatchSettled", "settled"));
    }

    @BeforeAll
    static void start() throws Exception {
        debugPort = BridgeProcess.freePort();
        world = new World("crash", 1, Duration.ZERO, 3000, 1, Debugger.option(debugPort));
        world.systems.get("shop").create(Actors.fields(OLD, ++number));
        bridge().start();
        await().atMost(PATIENCE).until(() -> isEverywhere(OLD, Actors.fields(OLD, number)));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @MethodSource("points")
    void whatWasEditedArrivesOnceAfterTheCrash(Point point) throws Exception {
        await().atMost(PATIENCE).until(() -> world.store.inHand(0) == 0);
        if (point.type() == null) {
            world.erp.afterWrite(CrashPointsIT::crash);
        } else {
            Debugger.attach(debugPort).at("io.syncbridge." + point.type(), point.method(), bridge()::kill);
        }
        int edit = ++number;
        String created = "NEW-" + edit;
        int acts = world.acts();
        world.systems.get("shop").create(Actors.fields(created, edit));
        world.systems.get("shop").edit(OLD, "city", Fields.value("city", edit));
        await().alias("the bridge comes to the point").atMost(PATIENCE).until(() -> !bridge().isAlive());

        world.store.expireClaims();
        bridge().start();
        Map<String, String> edited = world.systems.get("shop").living().stream().filter(record -> OLD.equals(record.get(Fields.KEY)))
                .findFirst().orElseThrow();
        await().atMost(PATIENCE).until(() -> isEverywhere(created, Actors.fields(created, edit)) && isEverywhere(OLD, edited)
                && world.store.inHand(0) == 0);
        assertOnce(created);
        assertThat(world.acts() - acts).as("deeds in all systems: two by people, four by the bridge: %s", world.journals()
                .values().stream().flatMap(journal -> journal.stream().skip(Math.max(0, journal.size() - 4))).toList()).isEqualTo(6);
    }

    private static void crash() {
        world.erp.afterWrite(() -> { });
        bridge().kill();
    }

    private static BridgeProcess bridge() {
        return world.instances.get(0);
    }

    private static boolean isEverywhere(String key, Map<String, String> fields) {
        return world.systems.values().stream().allMatch(system -> with(system, key).equals(List.of(fields)));
    }

    private static void assertOnce(String key) {
        assertThat(world.systems.values()).allSatisfy(system -> assertThat(with(system, key)).as(system.name()).hasSize(1));
    }

    private static List<Map<String, String>> with(PeoplesSystem system, String key) {
        return system.living().stream().filter(record -> Objects.equals(key, record.get(Fields.KEY))).toList();
    }
}
