package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Forgetting;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.StoreDatabase;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;

/** Two systems that hold records already, and the API that asks for runs over them. */
abstract class FilledSystems {

    static final String SYNC = "filled";

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    StoreDatabase store;

    @Inject
    Inbox inbox;

    @Inject
    Deliveries deliveries;

    private int second = 100;
    MemorySystem left;
    MemorySystem right;

    @BeforeEach
    void emptySystems() {
        TestPeople.login(TestPeople.OPERATOR);
        left = systems.get("filled-left");
        right = systems.get("filled-right");
        left.clear();
        right.clear();
        Forgetting.forget(store, SYNC);
    }

    /** Clocks go on: each edit is later than those before. */
    void edit(MemorySystem system, String name, String id, String field, int number) {
        system.edit(id, Map.of(field, "Edited " + number), second++);
        template.requestBody("sync:filled/" + name, List.of(system.report(id)));
    }

    // ---- the API

    static long ask(String kind, Map<String, Object> parameters) {
        return RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", SYNC, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
    }

    static void refused(String kind, Map<String, Object> parameters, String why) {
        String detail = RestAssured.given().contentType(ContentType.JSON)
                .body(Map.of("sync", SYNC, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(400).extract().jsonPath().getString("detail");
        assertThat(detail).contains(why);
    }

    static void act(long id, String action, int status) {
        RestAssured.given().post("/api/runs/" + id + "/" + action).then().statusCode(status);
    }

    static JsonPath get(long id) {
        return RestAssured.given().get("/api/runs/" + id).then().statusCode(200).extract().jsonPath();
    }

    static JsonPath done(long id) {
        await().until(() -> !List.of("WAITING", "RUNNING").contains(get(id).getString("state")));
        JsonPath run = get(id);
        assertThat(run.getString("state")).as(run.prettify()).isEqualTo("DONE");
        return run;
    }

    /** Waits until nothing is under way; what has failed waits for a person. */
    void settled() {
        await().until(() -> !inbox.backlog().containsKey(SYNC)
                && Set.of(Deliveries.State.FAILED).containsAll(deliveries.counts().getOrDefault(SYNC, Map.of()).keySet()));
    }

    // ---- the systems

    static Map<String, Object> person(String mail, String name) {
        return Map.of("Mail", mail + "@example.org", "Name", name, "Phone", "(415) 555-2671");
    }

    static Map<String, Object> other(String mail, String name) {
        return Map.of("email", mail + "@example.org", "name", name, "contact", Map.of("phone", "+14155552671"));
    }

    /** Returns the names by mail; fails where two records have the same mail. */
    static Map<String, Object> names(MemorySystem system) {
        List<Map<String, Object>> rows = new ArrayList<>(system.all().values());
        return rows.stream().collect(Collectors.toMap(row -> (String) (row.containsKey("Mail") ? row.get("Mail") : row.get("email")),
                row -> row.containsKey("Name") ? row.get("Name") : row.get("name")));
    }
}
