package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.component.Intake;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes.Kind;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accidents that stop at a brake; the sync's limits are 3 records and 20 percent. */
abstract class BrakeScenarios {

    private static final String SYNC = "braked";
    private static int people;

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    Intake intake;

    @Inject
    Inbox inbox;

    @Inject
    Deliveries deliveries;

    @Inject
    Brakes brakes;

    private MemorySystem left;
    private MemorySystem right;
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void tenPeopleOnBothSides() {
        TestPeople.login(TestPeople.ADMIN);
        left = systems.get("braked-left");
        right = systems.get("braked-right");
        int before = right.all().size();
        for (int i = 0; i < 10; i++) {
            ids.add(left.put(Map.of("Mail", "braked" + ++people + "@example.org", "Name", "Ann Lee", "Phone", "(415) 555-2671"), 10));
        }
        template.requestBody("sync:braked/left", ids.stream().map(left::report).toList());
        await().until(() -> right.all().size() == before + 10);
        settled();
    }

    @Test
    void aMassDeleteStopsBeforeTheFirstOneAndGoesOnWhenReleased() {
        int before = right.all().size();
        delete(ids.subList(0, 8));

        Brake brake = stopped(Kind.DELETES);
        assertThat(brake.why()).contains("would be deleted").contains("20%");
        assertThat(right.all()).hasSize(before);

        String added = left.put(Map.of("Mail", "braked" + ++people + "@example.org", "Name", "Meanwhile Came"), 20);
        template.requestBody("sync:braked/left", List.of(left.report(added)));
        assertThat(inbox.backlog().get(SYNC).waiting()).as("kept meanwhile").isEqualTo(9);

        decide(brake, "release");
        await().untilAsserted(() -> assertThat(right.all()).hasSize(before - 8 + 1));
        settled();
        assertThat(brakes.open(SYNC)).isEmpty();
    }

    @Test
    void aRejectedMassDeleteIsTurnedBackFromTheOtherSide() {
        int before = right.all().size();
        delete(ids.subList(0, 8));

        decide(stopped(Kind.DELETES), "reject");
        await().untilAsserted(() -> assertThat(left.all()).hasSize(before));
        settled();
        assertThat(right.all()).hasSize(before);
    }

    @Test
    void aFieldBlankedEverywhereStopsAndIsTurnedBackWhenRejected() {
        ids.forEach(id -> left.edit(id, blank("Phone"), 20));
        template.requestBody("sync:braked/left", ids.stream().map(left::report).toList());

        Brake brake = stopped(Kind.BLANKS);
        assertThat(brake.why()).contains("'phone'");
        assertThat(right.all().values()).noneMatch(row -> ((Map<?, ?>) row.get("contact")).get("phone") == null);

        decide(brake, "reject");
        await().untilAsserted(() -> assertThat(ids).allSatisfy(id ->
                assertThat(left.get(id)).containsEntry("Phone", "(415) 555-2671")));
        settled();
    }

    @Test
    void aSourceThatLooksEmptyStopsTheSyncAndNothingIsDeleted() {
        intake.poll(SYNC, "left");
        settled();
        int before = right.all().size();
        Map<String, Map<String, Object>> kept = left.all();
        left.all().keySet().forEach(left::remove);
        intake.poll(SYNC, "left");

        Brake brake = stopped(Kind.SOURCE);
        assertThat(brake.why()).contains("complete scan of left");
        kept.forEach((id, row) -> left.edit(id, row, 30));
        decide(brake, "reject");
        intake.poll(SYNC, "left");
        settled();
        assertThat(right.all()).hasSize(before);
        assertThat(brakes.open(SYNC)).isEmpty();
    }

    @Test
    void aPlanTellsThatABrakeWouldStopWhatItForesees() {
        ids.forEach(id -> left.edit(id, blank("Phone"), 20));
        long id = RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", SYNC, "kind", "plan", "parameters", Map.of()))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
        JsonPath plan = await().until(() -> RestAssured.get("/api/runs/" + id).jsonPath(), run -> run.getString("state").equals("DONE"));
        ids.forEach(one -> left.edit(one, Map.of("Phone", "(415) 555-2671"), 20));

        assertThat(plan.getString("message")).contains("A safety brake would stop the sync: ").contains("would lose their value of 'phone'");
        assertThat(brakes.open(SYNC)).isEmpty();
    }

    @Test
    void fewDeletesPass() {
        int before = right.all().size();
        delete(ids.subList(0, 1));
        await().untilAsserted(() -> assertThat(right.all()).hasSize(before - 1));
        assertThat(brakes.open(SYNC)).isEmpty();
    }

    private void delete(List<String> deleted) {
        deleted.forEach(left::remove);
        template.requestBody("sync:braked/left", deleted.stream().map(id -> Map.of("@id", id, "@operation", "delete")).toList());
    }

    private Brake stopped(Kind kind) {
        Brake brake = await().until(() -> brakes.open(SYNC), java.util.Optional::isPresent).orElseThrow();
        assertThat(brake.kind()).isEqualTo(kind);
        return brake;
    }

    private static void decide(Brake brake, String decision) {
        RestAssured.given().post("/api/brakes/" + brake.id() + "/" + decision).then().statusCode(202);
    }

    private void settled() {
        await().until(() -> !inbox.backlog().containsKey(SYNC) && deliveries.counts().getOrDefault(SYNC, Map.of()).isEmpty());
    }

    private static Map<String, Object> blank(String field) {
        var values = new java.util.HashMap<String, Object>();
        values.put(field, null);
        return values;
    }
}
