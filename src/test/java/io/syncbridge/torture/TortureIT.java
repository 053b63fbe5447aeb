package io.syncbridge.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BesideOtherTests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * People edit, create, delete and restore on all sides while instances of the packaged bridge are killed, connections are cut
 * and the ERP misbehaves. Then all is quiet, and the promises of the design must hold.
 *
 * <p>{@code -Dtorture.seed} chooses what happens (the bridge streams the CRM's changes where it is odd), {@code -Dtorture.minutes} how long; the same seed tells the same story.
 */
@BesideOtherTests
class TortureIT {

    private static final int RECORDS = 60;
    private static final int INSTANCES = 3;
    private static final long SEED = Long.getLong("torture.seed", 4711);
    private static final String MINUTES = System.getProperty("torture.minutes", "0.6");
    private static final Duration QUIET = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Test
    void promisesHoldWhileEverythingBreaks() throws Exception {
        int millis = (int) (Double.parseDouble(MINUTES) * 60_000);
        System.out.printf("Torture: seed %d, %s minutes. Again: mvn -Ptorture verify -Dtorture.seed=%d -Dtorture.minutes=%s%n",
                SEED, MINUTES, SEED, MINUTES);
        Instant began = Instant.now();
        try (var world = new World("torture", INSTANCES, Duration.ofMinutes(4), 3000, SEED, Undoing.SETTINGS, "-Xmx256m")) {
            RealSystems.in(world);
            if (SEED % 2 == 1) {
                world.streamCrm();
            }
            var actors = new Actors(world);
            actors.play(Script.beginning(RECORDS, SEED).stream().map(step -> new Step(0, step.deed())).toList());
            world.startAll();
            Awaitility.await().atMost(PATIENCE).until(() -> world.instances.stream().allMatch(BridgeProcess::isReady));
            assertThat(world.store.migrations()).as("what instances that start at once do to an empty store")
                    .isNotEmpty().doesNotHaveDuplicates().allMatch(migration -> migration.endsWith("done"));
            Awaitility.await().atMost(PATIENCE).until(() -> world.systems.values().stream()
                    .allMatch(system -> system.living().size() == RECORDS));
            actors.play(Script.of(SEED, RECORDS, millis, INSTANCES));
            calm(world);
            Instant calm = Instant.now();
            boolean quiet = becomesQuiet(world);
            report(world, actors, began, calm);
            assertThat(quiet).as("it becomes quiet").isTrue();
        }
    }

    private static void calm(World world) throws IOException {
        world.erp.fault(Fault.NONE);
        world.webhooks.badTimes(false);
        world.startAll();
    }

    private static boolean becomesQuiet(World world) {
        var watch = new QuietWatch(world);
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> watch.quietFor(QUIET));
            return true;
        } catch (org.awaitility.core.ConditionTimeoutException never) {
            System.out.println("Torture: it did not become quiet: " + watch);
            return false;
        }
    }

    private static void report(World world, Actors actors, Instant began, Instant calm) {
        var checker = new Checker(world);
        List<Checker.Breach> breaches = checker.breaches();
        System.out.printf("Torture: seed %d: %d deeds of people on %d records, %d kills, %d connections cut, %d faults of the ERP, "
                        + "%d of webhooks, %d times taken back what was written of %d records; %d conflict rows, %d records wait for a person %s; "
                        + "%d s, quiet after %d s%n", SEED,
                actors.deeds, checker.records(), actors.kills, actors.cuts, world.erp.faults(), world.webhooks.faults(), actors.undone(), checker.undone(),
                checker.conflicts(), checker.held(), checker.heldKeys(),
                Duration.between(began, Instant.now()).toSeconds(),
                Duration.between(calm, Instant.now()).toSeconds());
        breaches.forEach(breach -> System.out.println("Torture: BROKEN: " + breach));
        breaches.stream().map(Checker.Breach::key).distinct().limit(10).forEach(key -> {
            System.out.println("Torture: what happened to " + key + ":");
            checker.actsOf(key).forEach(act -> System.out.println("  " + act));
            world.store.log(checker.recordsOf(key)).forEach(row -> System.out.println("  " + row));
        });
        assertThat(breaches).as("broken promises with -Dtorture.seed=%d", SEED).isEmpty();
        assertThat(world.store.inHand(5)).as("still in hand").isEmpty();
        assertThat(checker.heldForNothing()).as("records left to a person, for nothing that a person did wrong")
                .isLessThanOrEqualTo(checker.records() / 20L);
        assertThat(world.instances).allSatisfy(instance -> assertThat(instance.isAlive()).isTrue());
    }
}
