package io.syncbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comparisons of two systems that should hold the same, what repairs them, and what takes writes back. */
abstract class CompareScenarios {

    private static final String SYNC = "filled";

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    Inbox inbox;

    @Inject
    Deliveries deliveries;

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
    void systemsThatHoldTheSameInTheirOwnFormsAgree() {
        inStep("ann", "ben");
        JsonPath run = done(ask("compare", Map.of()));
        assertThat(run.getMap("tally")).isEqualTo(Map.of("agree", 2));
        assertThat(run.getString("message")).isEqualTo("100% of 2 agree.");
        assertThat(findings(run.getLong("id"))).isEmpty();
    }

    @Test
    void eachDifferenceIsToldWithItsCause() {
        inStep("heard", "unheard", "vanished", "failed");
        right.edit(idOf(right, "unheard"), Map.of("name", "Somebody else"), 500);
        right.remove(idOf(right, "vanished"));
        String unseen = left.put(person("unseen"), 10);
        right.refuse("The field is locked.");
        report("left", left, idOf(left, "failed"), "Not Accepted");
        await().until(() -> deliveries.counts().get(SYNC) != null);
        right.refuse(null);
        left.put(person("twice"), 10);
        report("left", left, idOf(left, "twice"), "Twice");
        settled();
        String second = left.put(person("twice"), 20);
        template.requestBody("sync:filled/left", List.of(left.report(second)));
        settled();

        JsonPath run = done(ask("compare", Map.of()));

        assertThat(run.getMap("tally")).isEqualTo(
                Map.of("agree", 2, "unheard", 1, "vanished", 1, "unseen", 1, "failed", 1, "review", 1));
        assertThat(run.getString("message")).isEqualTo("28.57% of 7 agree; 5 differ.");
        List<Map<String, Object>> found = findings(run.getLong("id"));
        Map<String, Object> unheard = only(found, "unheard");
        assertThat(unheard).containsEntry("system", "right").containsEntry("recordId", idOf(right, "unheard"));
        assertThat(details(unheard)).containsEntry("fields", Map.of("name", Map.of("left", "unheard", "right", "Somebody else")));
        assertThat(details(only(found, "vanished"))).containsEntry("missing in", "right");
        assertThat(only(found, "unseen")).containsEntry("recordId", unseen);
        assertThat(details(only(found, "failed")).get("why").toString()).contains("The field is locked.");
        assertThat(details(only(found, "review")).get("records").toString()).contains(second);
    }

    @Test
    void whatIsHeldInTheInboxIsSaidToWait() {
        inStep("gil");
        RestAssured.given().post("/api/syncs/" + SYNC + "/pause").then().statusCode(200);
        try {
            report("left", left, idOf(left, "gil"), "Gilbert");
            JsonPath run = done(ask("compare", Map.of()));
            assertThat(run.getMap("tally")).isEqualTo(Map.of("waiting", 1, "agree", 0));
        } finally {
            RestAssured.given().post("/api/syncs/" + SYNC + "/resume").then().statusCode(200);
        }
        settled();
        assertThat(done(ask("compare", Map.of())).getString("message")).isEqualTo("100% of 1 agree.");
    }

    // ---- the API

    private static long ask(String kind, Map<String, Object> parameters) {
        return RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", SYNC, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
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

    private static List<Map<String, Object>> findings(long id) {
        return RestAssured.given().get("/api/runs/" + id + "/findings").then().statusCode(200).extract().jsonPath().getList("items");
    }

    private static Map<String, Object> only(List<Map<String, Object>> findings, String kind) {
        List<Map<String, Object>> found = findings.stream().filter(one -> one.get("kind").equals(kind)).toList();
        assertThat(found).as(kind + " in " + findings).hasSize(1);
        return found.get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(Map<String, Object> finding) {
        return (Map<String, Object>) finding.get("details");
    }

    private void settled() {
        await().atMost(Duration.ofMinutes(1)).until(() -> !inbox.backlog().containsKey(SYNC));
    }

    // ---- the systems

    /** Lets both systems hold the records, and the bridge know of it. */
    private void inStep(String... names) {
        for (String name : names) {
            template.requestBody("sync:filled/left", List.of(left.report(left.put(person(name), 10))));
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> right.all().size() == names.length);
        settled();
    }

    private void report(String name, MemorySystem system, String id, String value) {
        system.edit(id, Map.of("Name", value), 600);
        template.requestBody("sync:filled/" + name, List.of(system.report(id)));
    }

    private static Map<String, Object> person(String name) {
        return Map.of("Mail", name + "@example.org", "Name", name, "Phone", "(415) 555-2671");
    }

    private static String idOf(MemorySystem system, String name) {
        return system.all().entrySet().stream().filter(row -> row.getValue().containsValue(name + "@example.org"))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }
}
