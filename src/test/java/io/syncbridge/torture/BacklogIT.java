package io.syncbridge.torture;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * More changes wait than the bridge's heap could hold, while a target is down: that ends nothing, and when the target is back
 * everything arrives. {@code -Dtorture.backlog} says how many changes there are; each is {@value #SIZE} characters long. It takes
 * minutes, so that it runs in the long form only.
 */
@EnabledIfSystemProperty(named = "torture.backlog", matches = "\\d+")
class BacklogIT {

    private static final int SIZE = 6_000;
    private static final int CHANGES = Integer.getInteger("torture.backlog", 27_000);
    private static final int HEAP = 160;
    private static final Duration PATIENCE = Duration.ofSeconds(90 + CHANGES / 50);

    @Test
    void aBacklogLargerThanTheHeapIsTakenInAndDrained() throws Exception {
        try (var world = new World("backlog", 1, Duration.ZERO, 3_600_000, 1, "-Xmx" + HEAP + "m")) {
            assertThat((long) CHANGES * SIZE).as("the backlog in bytes").isGreaterThan(HEAP * 1_000_000L);
            world.erp.fault(Fault.DOWN);
            BridgeProcess bridge = world.instances.get(0);
            bridge.start();
            await().atMost(PATIENCE).until(() -> bridge.status("/q/health/live") == 200);
            world.table("crm").jdbi().useHandle(handle -> handle.execute("insert into goods (code, name, city, amount)"
                    + " select 'L-' || n, repeat(md5(n::text), ?), 'city-' || n, n from generate_series(1, ?) n", SIZE / 32, CHANGES));

            await().alias("the shop has everything, the ERP nothing").atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
                    .until(() -> isAlive(bridge) && count(world, "shop") == CHANGES);
            assertThat(world.erp.size()).isZero();
            world.erp.fault(Fault.NONE);
            await().alias("the ERP has everything").atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
                    .until(() -> isAlive(bridge) && world.erp.size() == CHANGES);
            System.out.printf("Backlog: %d changes of %d characters went through a heap of %d MB%n", CHANGES, SIZE, HEAP);
        }
    }

    /** Out of memory ends the process. */
    private static boolean isAlive(BridgeProcess bridge) {
        assertThat(bridge.isAlive()).as("the bridge is alive; see %s", bridge.log()).isTrue();
        return true;
    }

    private static int count(World world, String system) {
        return world.table(system).jdbi().withHandle(handle -> handle.createQuery("select count(*) from goods").mapTo(int.class).one());
    }
}
