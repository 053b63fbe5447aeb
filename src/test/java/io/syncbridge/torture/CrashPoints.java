package io.syncbridge.torture;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BesideOtherTests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bridge is killed at one point after the other. People have edited one record and created another in the shop; started
 * again, the bridge must bring both to a database and to a REST interface, once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BesideOtherTests
abstract class CrashPoints {

    private static final String OLD = "OLD";

    private int debugPort;
    private World world;
    private int number = 10_000;

    /** @param type {@code null} for a point that the system sees, and not the bridge */
    record Point(String name, String type, String method) {

        /** A point in the bridge's own code. */
        static Point of(String name, String type, String method) {
            return new Point(name, "io.syncbridge." + type, method);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns where it is killed. */
    abstract Stream<Point> points();

    /** Returns settings of the bridge. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** Checks what the crash has left; {@code prepared} is how many transactions wait for a decision. */
    void checkCrash(Point point, int prepared) {
    }

    @BeforeAll
    void start() throws Exception {
        debugPort = BridgeProcess.freePort();
        world = new World("crash", 1, Duration.ZERO, 3000, 1, settings(), Debugger.option(debugPort));
        world.systems.get("shop").create(Actors.fields(OLD, ++number));
        bridge().start();
        await().until(() -> isEverywhere(OLD, Actors.fields(OLD, number)));
    }

    @AfterAll
    void stop() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @MethodSource("points")
    void whatWasEditedArrivesOnceAfterTheCrash(Point point) throws Exception {
        await().until(() -> world.store.inHand(0).isEmpty());
        if (point.type() == null) {
            world.erp.afterWrite(this::crash);
        } else {
            Debugger.attach(debugPort).at(point.type(), point.method(), bridge()::kill);
        }
        int edit = ++number;
        String created = "NEW-" + edit;
        int acts = world.acts();
        world.systems.get("shop").create(Actors.fields(created, edit));
        world.systems.get("shop").edit(OLD, "city", Fields.value("city", edit));
        await().alias("the bridge comes to the point").until(() -> !bridge().isAlive());

        checkCrash(point, world.server.prepared());
        bridge().start();
        world.store.expireClaims();
        Map<String, String> edited = world.systems.get("shop").living().stream().filter(record -> OLD.equals(record.get(Fields.KEY)))
                .findFirst().orElseThrow();
        await().until(() -> isEverywhere(created, Actors.fields(created, edit)) && isEverywhere(OLD, edited)
                && world.store.inHand(0).isEmpty());
        assertOnce(created);
        assertThat(world.server.prepared()).as("prepared transactions that are left").isZero();
        assertThat(world.acts() - acts).as("deeds in all systems: two by people, four by the bridge: %s", world.journals()
                .values().stream().flatMap(journal -> journal.stream().skip(Math.max(0, journal.size() - 4))).toList()).isEqualTo(6);
    }

    private void crash() {
        world.erp.afterWrite(() -> { });
        bridge().kill();
    }

    private BridgeProcess bridge() {
        return world.instances.get(0);
    }

    private boolean isEverywhere(String key, Map<String, String> fields) {
        return world.systems.values().stream().allMatch(system -> with(system, key).equals(List.of(Fields.own(fields))));
    }

    private void assertOnce(String key) {
        assertThat(world.systems.values()).allSatisfy(system -> assertThat(with(system, key)).as(system.name()).hasSize(1));
    }

    private static List<Map<String, String>> with(PeoplesSystem system, String key) {
        return system.living().stream().filter(record -> Objects.equals(key, record.get(Fields.KEY))).map(Fields::own).toList();
    }
}
