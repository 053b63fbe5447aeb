package io.syncbridge.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * More changes wait than the bridge's heap could hold, while a target is down: the heap stays as it was, and when the target is
 * back everything arrives. {@code -Dtorture.backlog} says how many changes there are; each is {@value #SIZE} characters long.
 */
class BacklogIT {

    private static final int SIZE = 6_000;
    private static final int CHANGES = Integer.getInteger("torture.backlog", 27_000);
    private static final int HEAP = 160;
    private static final Duration PATIENCE = Duration.ofSeconds(90 + CHANGES / 100);
    private static final Pattern USED = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)");

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

            var heap = new Heap(bridge);
            await().alias("the shop has everything, the ERP nothing").atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
                    .until(() -> heap.look() && count(world, "shop") == CHANGES);
            assertThat(world.erp.size()).isZero();
            world.erp.fault(Fault.NONE);
            await().alias("the ERP has everything").atMost(PATIENCE).pollInterval(Duration.ofMillis(500))
                    .until(() -> heap.look() && world.erp.size() == CHANGES);
            System.out.printf("Backlog: %d changes of %d characters through a heap of %d MB, of which %d MB were used at most%n", CHANGES,
                    SIZE, HEAP, heap.highest / 1_000_000);
            assertThat(bridge.isAlive()).isTrue();
        }
    }

    private static int count(World world, String system) {
        return world.table(system).jdbi().withHandle(handle -> handle.createQuery("select count(*) from goods").mapTo(int.class).one());
    }

    /** Looks at the heap that is in use, and that the process is still there: out of memory ends it. */
    private static final class Heap {

        private final BridgeProcess bridge;
        private long highest;

        Heap(BridgeProcess bridge) {
            this.bridge = bridge;
        }

        boolean look() {
            assertThat(bridge.isAlive()).as("the bridge is alive; see %s", bridge.log()).isTrue();
            Matcher used = USED.matcher(bridge.text("/q/metrics"));
            long now = 0;
            while (used.find()) {
                now += (long) Double.parseDouble(used.group(1));
            }
            highest = Math.max(highest, now);
            return true;
        }
    }
}
