package io.syncbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Runs;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backfills of two systems that hold many records already. */
abstract class BackfillScenarios {

    private static final String SYNC = "filled";

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    CamelContext camel;

    @Inject
    Inbox inbox;

    @Inject
    Deliveries deliveries;

    @Inject
    Runs runs;

    @Inject
    SyncLog log;

    private MemorySystem left;
    private MemorySystem right;

    @BeforeEach
    void emptySystems() {
        TestPeople.login(TestPeople.OPERATOR);
        left = systems.get("filled-left");
        right = systems.get("filled-right");
        left.clear();
        right.clear();
    }

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
    void twentyThousandIntoAHalfFilledTargetMakeNoDoubleThoughTheWorkerDiesAndPeopleEdit() {
        int all = 20_000;
        IntStream.range(0, all).forEach(i -> left.put(person("m" + i, "Name " + i), 10));
        IntStream.range(0, all).filter(i -> i % 2 == 0).forEach(i -> right.put(other("m" + i, "Name " + i), 5));
        List<String> leftIds = List.copyOf(left.all().keySet());
        List<String> rightIds = List.copyOf(right.all().keySet());
        var random = new Random(6);

        long id = ask("backfill", Map.of());
        for (int deaths = 1; deaths <= 2; deaths++) {
            long reached = deaths * 5000L;
            await().atMost(Duration.ofSeconds(90)).until(() -> {
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
    io.syncbridge.pipeline.Instance instance;

    private String owner() {
        return instance.name();
    }

    private void edit(MemorySystem system, String name, String id, String field, int number) {
        system.edit(id, Map.of(field, "Edited " + number), 100 + Math.floorMod(number, 1000));
        template.requestBody("sync:filled/" + name, List.of(system.report(id)));
    }

    // ---- the API

    private static long ask(String kind, Map<String, Object> parameters) {
        return RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", SYNC, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
    }

    private static void refused(String kind, Map<String, Object> parameters, String why) {
        String detail = RestAssured.given().contentType(ContentType.JSON)
                .body(Map.of("sync", SYNC, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(400).extract().jsonPath().getString("detail");
        assertThat(detail).contains(why);
    }

    private static void act(long id, String action, int status) {
        RestAssured.given().post("/api/runs/" + id + "/" + action).then().statusCode(status);
    }

    private static JsonPath get(long id) {
        return RestAssured.given().get("/api/runs/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath done(long id) {
        await().atMost(Duration.ofSeconds(40)).until(() -> !List.of("WAITING", "RUNNING").contains(get(id).getString("state")));
        JsonPath run = get(id);
        assertThat(run.getString("state")).as(run.prettify()).isEqualTo("DONE");
        return run;
    }

    private void settled() {
        await().atMost(Duration.ofMinutes(1)).until(() -> !inbox.backlog().containsKey(SYNC)
                && deliveries.counts().getOrDefault(SYNC, Map.of()).isEmpty());
    }

    // ---- the systems

    private static Map<String, Object> person(String mail, String name) {
        return Map.of("Mail", mail + "@example.org", "Name", name, "Phone", "(415) 555-2671");
    }

    private static Map<String, Object> other(String mail, String name) {
        return Map.of("email", mail + "@example.org", "name", name, "contact", Map.of("phone", "+14155552671"));
    }

    /** Returns the names by mail; fails where two records have the same mail. */
    private static Map<String, Object> names(MemorySystem system) {
        List<Map<String, Object>> rows = new ArrayList<>(system.all().values());
        return rows.stream().collect(Collectors.toMap(row -> (String) (row.containsKey("Mail") ? row.get("Mail") : row.get("email")),
                row -> row.containsKey("Name") ? row.get("Name") : row.get("name")));
    }
}
