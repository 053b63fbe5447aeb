package io.syncbridge.bench;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** B4: twenty changes a second, and for each the time from its commit in one database until it is visible in the other. */
class LatencyBench {

    private static final int CHANGES = Report.sized(600);
    private static final int ROWS = CHANGES + 1;

    @Test
    void changesArriveSoon() throws Exception {
        try (var servers = new Servers()) {
            Race.run(servers, "latency", LatencyBench::measure);
        }
    }

    private static void measure(Contender contender, Pair pair) throws Exception {
        pair.a().fill(ROWS);
        contender.prepare();
        contender.load();
        pair.awaitCopied(ROWS);
        contender.follow();
        pair.a().update(1, ROWS, "Warm");
        pair.awaitEqual(1, ROWS - 1);
        try (var arrivals = new Arrivals(pair.b())) {
            steadily(CHANGES, number -> {
                int id = 1 + number;
                pair.a().update(id, id + 1, "Soon");
                arrivals.expect(id, "Soon " + id, System.nanoTime());
            });
            arrivals.report("B4 latency", contender.name());
        }
    }

    interface Step {
        void take(int number) throws Exception;
    }

    /** Takes a step every 50 ms; late where the one before takes longer. */
    static void steadily(int steps, Step step) throws Exception {
        long began = System.nanoTime();
        for (int number = 0; number < steps; number++) {
            LockSupport.parkNanos(began + number * 50_000_000L - System.nanoTime());
            step.take(number);
        }
    }
}
