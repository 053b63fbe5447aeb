package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.syncbridge.pipeline.Instance;
import io.syncbridge.store.Runs;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** Backfills of two systems that hold records already; {@code -Dbackfill.records} says how many in the longest story. */
abstract class BackfillScenarios extends FilledSystems {

    @Inject
    CamelContext camel;

    @Inject
    Runs runs;

    @Inject
    SyncLog log;

    @Test
    void everyRecordIsPairedOrCreatedAndTheNewestValueHolds() {
        left.put(person("ann", "Ann Old"), 10);
        right.put(other("ann", "Ann New"), 20);
        left.put(person("ben", "Ben"), 10);
        right.put(other("cid", "Cid"), 10);

        JsonPath run = done(ask("backfill", Map.of()));

        assertThat(names(left)).isEqualTo(names(right)).containsOnly(
                Map.entry("ann@example.org", "Ann New"), Map.entry("ben@example.org", "Ben"), Map.entry("cid@example.org", "Cid"));
        assertThat(run.getMap("tally")).containsEntry("created", 2).containsEntry("paired", 1).containsEntry("updated", 1);
        assertThat(log.find(new LogFilter(SYNC, null, null, null, null, null, null, run.getLong("id")), null, 100).items())
                .as("the log names the run").hasSizeGreaterThanOrEqualTo(4);

        int writes = left.writes() + right.writes();
        done(ask("backfill", Map.of()));
        assertThat(left.writes() + right.writes()).as("writes of a second backfill").isEqualTo(writes);
    }

    @Test
    void onlyWhatIsAskedForIsTakenIn() {
        left.put(person("dan", "Dan"), 10);
        left.put(person("eve", "Eve"), 10);
        right.put(other("fay", "Fay"), 10);

        JsonPath run = done(ask("backfill", Map.of("from", List.of("left"), "where", Map.of("name", "Dan"))));

        assertThat(names(right)).containsOnlyKeys("dan@example.org", "fay@example.org");
        assertThat(names(left)).containsOnlyKeys("dan@example.org", "eve@example.org");
        assertThat(run.getMap("tally")).containsEntry("passed over", 1).containsEntry("created", 1);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        refused("backfill", Map.of("from", List.of("middle")), "'middle' is no source of filled");
        refused("backfill", Map.of("where", Map.of("nome", "x")), "no field 'nome'");
        refused("backfill", Map.of("rate", 0), "rate=0");
        refused("backfill", Map.of("speed", 1), "no parameter 'speed'");
    }

    @Test
    void aPausedRunStandsStillUntilItIsResumedAndACancelledOneNeverGoesOn() {
        IntStream.range(0, 60).forEach(i -> left.put(person("p" + i, "P " + i), 10));
        long id = ask("backfill", Map.of("rate", 10));
        await().until(() -> get(id).getLong("done") > 0);
        act(id, "pause", 200);
        long paused = get(id).getLong("done");
        assertThat(get(id).getString("state")).isEqualTo("PAUSED");
        await().pollDelay(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(get(id).getLong("done")).isEqualTo(paused));

        act(id, "resume", 200);
        await().until(() -> get(id).getLong("done") > paused);
        act(id, "cancel", 200);
        act(id, "resume", 409);
        assertThat(get(id).getString("state")).isEqualTo("CANCELLED");
        assertThat(inbox.waiting(id)).isZero();
        settled();
        assertThat(right.all().size()).as(get(id).prettify()).isLessThan(60);
    }

    @Test
    void manyIntoAHalfFilledTargetMakeNoDoubleThoughTheWorkerDiesAndPeopleEdit() {
        int all = Integer.getInteger("backfill.records", 4_000);
        IntStream.range(0, all).forEach(i -> left.put(person("m" + i, "Name " + i), 10));
        IntStream.range(0, all).filter(i -> i % 2 == 0).forEach(i -> right.put(other("m" + i, "Name " + i), 5));
        List<String> leftIds = List.copyOf(left.all().keySet());
        List<String> rightIds = List.copyOf(right.all().keySet());
        var random = new Random(6);

        long id = ask("backfill", Map.of());
        for (int deaths = 1; deaths <= 2; deaths++) {
            long reached = deaths * all / 4L;
            await().until(() -> {
                edit(left, "left", leftIds.get(random.nextInt(all)), "Name", random.nextInt());
                edit(right, "right", rightIds.get(random.nextInt(all / 2)), "name", random.nextInt());
                return get(id).getLong("done") > reached;
            });
            dieAndComeBack(id);
        }
        JsonPath run = done(id);
        settled();

        assertThat(run.getLong("done")).isEqualTo(run.getLong("total"));
        assertThat(left.all()).hasSize(all);
        assertThat(right.all()).hasSize(all);
        assertThat(names(left)).hasSize(all).isEqualTo(names(right));
    }

    /** Another instance, which is dead, has claimed the run; this one gets it when that claim is over. */
    private void dieAndComeBack(long id) {
        try {
            camel.getRouteController().stopRoute("runs");
            runs.releaseAll(owner());
            runs.claim("the dead", Instant.now(), Duration.ofSeconds(2));
            camel.getRouteController().startRoute("runs");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Inject
    Instance instance;

    private String owner() {
        return instance.name();
    }
}
