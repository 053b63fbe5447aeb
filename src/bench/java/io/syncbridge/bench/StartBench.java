package io.syncbridge.bench;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** B7: from the start of the process until a change that was waiting is delivered. */
class StartBench {

    private static final int ROWS = Report.sized(10_000);

    @Test
    void aChangeThatIsWaitingArrivesSoonAfterTheStart() throws Exception {
        try (var servers = new Servers()) {
            Pair pair = Pair.create(servers, "start");
            pair.a().fill(ROWS);
            try (var bridge = new Bridge(pair)) {
                bridge.prepare();
                bridge.load();
                pair.awaitCopied(ROWS);
                bridge.close();
                pair.a().update(1, 2, "Waiting");

                long began = System.nanoTime();
                bridge.prepare();
                Report.cost("B7 start until ready", "bridge", (System.nanoTime() - began) / 1e9, "s");
                bridge.load();
                Awaitility.await().pollInSameThread().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(10)).until(() -> pair.b().nameOf(1).equals("Waiting 1"));
                Report.cost("B7 start until the first change is delivered", "bridge", (System.nanoTime() - began) / 1e9, "s");
            }
        }
    }
}
