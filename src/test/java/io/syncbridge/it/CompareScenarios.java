package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Refusal;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Forgetting;
import io.syncbridge.store.Lanes;
import io.syncbridge.store.StoreDatabase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comparisons of two systems that should hold the same, what repairs them, and what takes writes back. */
abstract class CompareScenarios {

    private static final String SYNC = "filled";
    private static final AtomicInteger TESTS = new AtomicInteger();

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    StoreDatabase store;

    @Inject
    Settled settled;

    @Inject
    Deliveries deliveries;

    @Inject
    Lanes lanes;

    private MemorySystem left;
    private MemorySystem right;

    @BeforeEach
    void emptySystems() {
        TestPeople.login(TestPeople.ADMIN);
        TESTS.incrementAndGet();
        left = systems.get("filled-left");
        right = systems.get("filled-right");
        left.clear();
        right.clear();
        Forgetting.forget(store, SYNC);
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
        settled.await(SYNC);
        String second = left.put(person("twice"), 20);
        template.requestBody("sync:filled/left", List.of(left.report(second)));
        settled.await(SYNC);

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
        settled.await(SYNC);
        assertThat(done(ask("compare", Map.of())).getString("message")).isEqualTo("100% of 1 agree.");
    }

    @Test
    void aRepairLetsThePipelineDecideAndListsWhatIsLeft() {
        inStep("agreeing", "unheard", "vanished");
        right.edit(idOf(right, "unheard"), Map.of("name", "Somebody else"), 500);
        right.remove(idOf(right, "vanished"));
        left.put(person("unseen"), 10);
        String first = left.put(person("twice"), 10);
        template.requestBody("sync:filled/left", List.of(left.report(first)));
        settled.await(SYNC);
        template.requestBody("sync:filled/left", List.of(left.report(left.put(person("twice"), 20))));
        settled.await(SYNC);
        long compare = done(ask("compare", Map.of())).getLong("id");

        JsonPath repair = done(ask("repair", Map.of("compare", compare)));

        assertThat(repair.getMap("tally")).containsEntry("repaired", 3).containsEntry("left", 1);
        assertThat(left.get(idOf(left, "unheard"))).as("an edit behind the bridge is an edit").containsEntry("Name", "Somebody else");
        assertThat(left.all().values()).as("what vanished is deleted elsewhere").noneMatch(row -> row.get("Name").equals("vanished"));
        assertThat(right.get(idOf(right, "unseen"))).containsEntry("name", "unseen");
        assertThat(only(findings(repair.getLong("id")), "review").get("recordId").toString()).startsWith("filled-left");
        assertThat(rows(repair.getLong("id"))).as("rows of the log that name the repair").hasSize(3);
        assertThat(done(ask("compare", Map.of())).getMap("agreement")).containsEntry("differing", 1);
        refused("repair", Map.of("compare", repair.getLong("id")), "it takes a compare that is done");
    }

    @Test
    void anUndoPutsBackWhatStillStandsAndListsTheRest() {
        Map.of("ann", "Ann", "cid", "Cid").forEach((mail, name) -> {
            left.put(Map.of("Mail", mail(mail), "Name", name, "Phone", "(415) 555-2671"), 20);
            right.put(Map.of("email", mail(mail), "name", name + " before", "contact", Map.of("phone", "+14155552671")), 10);
        });
        left.put(person("ben"), 20);
        long backfill = done(ask("backfill", Map.of())).getLong("id");
        report("left", left, idOf(left, "cid"), "Cid since");
        await().until(() -> right.get(idOf(right, "cid")).get("name").equals("Cid since"));
        int writes = left.writes() + right.writes();

        JsonPath plan = done(ask("undo", Map.of("run", backfill)));
        assertThat(plan.getMap("tally")).isEqualTo(Map.of("put back", 2, "remove", 1, "left", 1));
        List<Map<String, Object>> planned = findings(plan.getLong("id"));
        assertThat(planned).filteredOn(one -> one.get("kind").equals("put back")).extracting(one -> one.get("recordId"))
                .as("each write in each system").containsExactlyInAnyOrder(idOf(left, "ann"), idOf(right, "ann"));
        assertThat(planned).filteredOn(one -> one.get("kind").equals("put back")).allSatisfy(one ->
                assertThat(details(one)).containsEntry("fields", Map.of("name", Map.of("from", "Ann", "to", "Ann before"))));
        assertThat(only(planned, "remove")).containsEntry("system", "right").containsEntry("recordId", idOf(right, "ben"));
        assertThat(details(only(planned, "left"))).containsEntry("why", "It was changed since.");
        assertThat(left.writes() + right.writes()).as("a plan writes nothing").isEqualTo(writes);

        TestPeople.login(TestPeople.OPERATOR);
        RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", SYNC, "kind", "undo", "parameters",
                Map.of("plan", plan.getLong("id")))).post("/api/runs").then().statusCode(403);
        TestPeople.login(TestPeople.ADMIN);
        JsonPath undo = done(ask("undo", Map.of("plan", plan.getLong("id"))));
        assertThat(undo.getMap("tally")).isEqualTo(Map.of("updated", 2, "deleted", 1));
        assertThat(left.get(idOf(left, "ann"))).containsEntry("Name", "Ann before");
        assertThat(right.get(idOf(right, "ann"))).containsEntry("name", "Ann before");
        assertThat(right.get(idOf(right, "cid"))).containsEntry("name", "Cid since");
        assertThat(right.all()).as("ben is gone where the bridge had created him").hasSize(2);
        assertThat(left.all()).as("and nowhere else").hasSize(3);
        assertThat(rows(undo.getLong("id"))).hasSize(3)
                .allMatch(row -> row.get("rule").equals("undo " + undo.getLong("id") + " by " + TestPeople.ADMIN));
        refused("undo", Map.of("plan", undo.getLong("id")), "is no plan");
        refused("undo", Map.of("from", "yesterday"), "is no time");
    }

    @Test
    void whatAPlanOfAnUndoListsIsLeftWhenItWasChangedBeforeThePlanIsCarriedOut() {
        inStep("dan", "eve");
        Instant from = Instant.now();
        report("left", left, idOf(left, "dan"), "Dan wrong");
        report("left", left, idOf(left, "eve"), "Eve wrong");
        await().until(() -> right.all().values().stream().allMatch(row -> row.get("name").toString().endsWith("wrong")));
        settled.await(SYNC);
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");
        right.edit(idOf(right, "eve"), Map.of("name", "Eve behind the bridge"), 900);

        JsonPath undo = done(ask("undo", Map.of("plan", plan)));

        assertThat(left.get(idOf(left, "dan"))).containsEntry("Name", "dan");
        assertThat(right.get(idOf(right, "eve"))).containsEntry("name", "Eve behind the bridge");
        assertThat(left.get(idOf(left, "eve"))).containsEntry("Name", "Eve wrong");
        assertThat(details(only(findings(undo.getLong("id")), "left"))).containsEntry("why", "It was changed since in right.");
    }

    @Test
    void anUndoneDeleteLetsTheRecordLiveAgainEverywhere() {
        inStep("dora", "other");
        Instant from = Instant.now();
        String dora = idOf(left, "dora");
        left.remove(dora);
        template.requestBody("sync:filled/left", List.of(Map.of(ReportKeys.ID, dora, ReportKeys.OPERATION, "delete")));
        await().until(() -> right.all().size() == 1);
        settled.await(SYNC);
        JsonPath plan = done(ask("undo", Map.of("from", from.toString())));
        assertThat(plan.getMap("tally")).as("each write in each system").isEqualTo(Map.of("restore", 2));
        JsonPath undo = done(ask("undo", Map.of("plan", plan.getLong("id"))));
        assertThat(undo.getMap("tally")).isEqualTo(Map.of("created", 2));
        assertThat(left.get(idOf(left, "dora"))).containsEntry("Name", "dora").containsEntry("Phone", "(415) 555-2671");
        assertThat(right.get(idOf(right, "dora"))).containsEntry("name", "dora");
        assertThat(done(ask("compare", Map.of())).getString("message")).isEqualTo("100% of 2 agree.");
    }

    @Test
    void anUndoneDeleteDoublesNothingThatSomebodyHasCreatedAnewMeanwhile() {
        inStep("nora", "olga");
        Instant from = Instant.now();
        for (String name : List.of("nora", "olga")) {
            String id = idOf(left, name);
            left.remove(id);
            template.requestBody("sync:filled/left", List.of(Map.of(ReportKeys.ID, id, ReportKeys.OPERATION, "delete")));
        }
        await().until(() -> right.all().isEmpty());
        settled.await(SYNC);
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");
        String told = left.put(person("nora"), 700);
        template.requestBody("sync:filled/left", List.of(left.report(told)));
        await().until(() -> right.all().size() == 1);
        settled.await(SYNC);
        left.put(person("olga"), 700);
        done(ask("undo", Map.of("plan", plan)));

        await().until(() -> right.all().size() == 2);
        settled.await(SYNC);
        assertThat(right.all().values()).extracting(row -> row.get("email")).containsExactlyInAnyOrder(mail("nora"), mail("olga"));
        assertThat(left.all().values()).extracting(row -> row.get("Mail")).as("the one that nobody has told of is found")
                .containsExactlyInAnyOrder(mail("nora"), mail("olga"));
    }

    @Test
    void whatAnUndoRemovedIsNobodysDeleteHoweverItIsHeardOf() {
        Instant from = Instant.now();
        inStep("gus", "ida");
        List<String> removed = List.of(idOf(right, "gus"), idOf(right, "ida"));
        done(ask("undo", Map.of("plan", done(ask("undo", Map.of("from", from.toString()))).getLong("id"))));
        assertThat(right.all()).isEmpty();

        removed.forEach(id -> template.requestBody("sync:filled/right", List.of(Map.of(ReportKeys.ID, id, ReportKeys.OPERATION, "delete",
                ReportKeys.TIME, Instant.now().toString()))));
        removed.forEach(id -> template.requestBody("sync:filled/right", List.of(Map.of(ReportKeys.ID, id, ReportKeys.HINT, true))));
        template.requestBody("sync:filled/right?action=poll", (Object) null);
        settled.await(SYNC);
        done(ask("compare", Map.of()));
        assertThat(left.all()).as("the originals").hasSize(2);
    }

    @Test
    void anUndoThatGotNoAnswerIsTriedAgainAndItsRemovalIsNobodysDelete() {
        Instant from = Instant.now();
        inStep("joe");
        String joe = idOf(right, "joe");
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");
        right.breakAtNextWrite();
        long undo = ask("undo", Map.of("plan", plan));
        await().until(() -> right.all().isEmpty());
        right.away(false);

        template.requestBody("sync:filled/right", List.of(Map.of(ReportKeys.ID, joe, ReportKeys.OPERATION, "delete",
                ReportKeys.TIME, Instant.now().toString())));
        await().until(() -> get(undo).getString("state").equals("DONE"));
        settled.await(SYNC);
        assertThat(left.get(idOf(left, "joe"))).as("the original").containsEntry("Name", "joe");
    }

    @Test
    void whatAnUndoRemovesJustBeforeTheBridgeDiesIsNobodysDelete() {
        Instant from = Instant.now();
        inStep("jan");
        String jan = idOf(right, "jan");
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");
        right.afterNextWrite(this::loseTheLane);
        long undo = ask("undo", Map.of("plan", plan));
        await().until(() -> !right.all().containsKey(jan));

        template.requestBody("sync:filled/right", List.of(Map.of(ReportKeys.ID, jan, ReportKeys.OPERATION, "delete",
                ReportKeys.TIME, Instant.now().toString())));
        await().until(() -> get(undo).getString("state").equals("DONE"));
        settled.await(SYNC);
        assertThat(left.get(idOf(left, "jan"))).as("the original").containsEntry("Name", "jan");
        assertThat(rows(undo)).extracting(row -> row.get("operation")).containsExactly("DELETE");
    }

    /** What is written after this is not noted: another instance has taken over, and has not done anything yet. */
    private void loseTheLane() {
        Instant ahead = Instant.now().plusSeconds(60);
        assertThat(lanes.claim(SYNC, "another", ahead, Duration.ofSeconds(-58))).isTrue();
    }

    @Test
    void whatARunCouldOnlyWriteLaterIsTakenBackWithIt() {
        left.put(Map.of("Mail", mail("max"), "Name", "max"), 10);
        right.refuse("Closed for today.");
        long backfill = done(ask("backfill", Map.of("from", List.of("left")))).getLong("id");
        right.refuse(null);
        deliveries.list(SYNC, Deliveries.State.FAILED, null, 10).items().forEach(one ->
                RestAssured.given().post("/api/failures/" + one.id() + "/retry").then().statusCode(200));
        await().until(() -> right.all().size() == 1);
        settled.await(SYNC);

        done(ask("undo", Map.of("plan", done(ask("undo", Map.of("run", backfill))).getLong("id"))));
        assertThat(right.all()).isEmpty();
        assertThat(left.all()).hasSize(1);
    }

    @Test
    void aRemovalThatAnotherRecordIsInTheWayOfForLongIsLeftWithTheReason() {
        Instant from = Instant.now();
        inStep("leo");
        String leo = idOf(right, "leo");
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");
        right.children(true);
        long undo = ask("undo", Map.of("plan", plan));
        await().until(() -> !deliveries.list(SYNC, Deliveries.State.WAITING, null, 10).items().isEmpty());
        Deliveries.Delivery late = deliveries.list(SYNC, Deliveries.State.WAITING, null, 10).items().get(0);
        for (int tries = late.attempts(); tries < 12; tries++) {
            late = late.triedAgain(Instant.now(), Instant.now(), late.error());
        }
        deliveries.save(List.of(late));
        await().until(() -> get(undo).getString("state").equals("DONE"));

        assertThat(findings(undo)).singleElement().satisfies(one ->
                assertThat(details(one).get("why").toString()).contains(leo + " has children", "undo the same again"));
        assertThat(deliveries.list(SYNC, Deliveries.State.FAILED, null, 10).items()).singleElement()
                .satisfies(one -> assertThat(one.kind()).as("not tried again by itself").isEqualTo(Refusal.RECORD));
        right.children(false);
        done(ask("undo", Map.of("plan", done(ask("undo", Map.of("from", from.toString()))).getLong("id"))));
        assertThat(right.all()).isEmpty();
        assertThat(left.all()).hasSize(1);
    }

    @Test
    void anUndoThatWouldDeleteTooMuchStopsAtTheBrakeBeforeItsFirstWrite() {
        Instant from = Instant.now();
        int enough = 25;
        String[] many = IntStream.range(0, enough).mapToObj(i -> "many" + i).toArray(String[]::new);
        inStep(many);
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");

        long rejected = ask("undo", Map.of("plan", plan));
        decide("reject", "Undo " + rejected + " would delete " + enough + " of");
        JsonPath run = done(rejected);
        assertThat(right.all()).hasSize(many.length);
        assertThat(run.getMap("tally")).isEqualTo(Map.of("left", many.length));
        assertThat(findings(rejected)).allSatisfy(one -> assertThat(details(one).get("why").toString()).contains("Rejected at the brake"));

        long released = ask("undo", Map.of("plan", plan));
        decide("release", "Undo " + released + " would delete " + enough + " of");
        done(released);
        assertThat(right.all()).isEmpty();
        assertThat(left.all()).hasSize(many.length);
    }

    @Test
    void anUndoThatWouldBlankTooMuchStopsAtTheBrakeBeforeItsFirstWrite() {
        int enough = 25;
        String[] many = IntStream.range(0, enough).mapToObj(i -> "blank" + i).toArray(String[]::new);
        for (String name : many) {
            String id = left.put(Map.of("Mail", mail(name), "Name", name), 10);
            left.edit(id, Collections.singletonMap("Phone", null), 10);
            right.put(Map.of("email", mail(name), "name", name, "contact", Collections.singletonMap("phone", null)), 10);
        }
        template.requestBody("sync:filled/left", left.all().keySet().stream().map(left::report).toList());
        settled.await(SYNC);
        Instant from = Instant.now();
        left.all().keySet().forEach(id -> left.edit(id, Map.of("Phone", "(415) 555-2671"), 600));
        template.requestBody("sync:filled/left", left.all().keySet().stream().map(left::report).toList());
        await().until(() -> right.all().values().stream()
                .allMatch(row -> Map.of("phone", "+14155552671").equals(row.get("contact"))));
        settled.await(SYNC);
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");

        long rejected = ask("undo", Map.of("plan", plan));
        decide("reject", "Undo " + rejected + " would blank 'phone' in " + enough + " of");
        assertThat(done(rejected).getMap("tally")).isEqualTo(Map.of("left", enough));
        assertThat(left.all().values()).allSatisfy(row -> assertThat(row).containsEntry("Phone", "(415) 555-2671"));

        long released = ask("undo", Map.of("plan", plan));
        decide("release", "Undo " + released + " would blank 'phone' in " + enough + " of");
        done(released);
        assertThat(left.all().values()).allSatisfy(row -> assertThat(row.get("Phone")).isNull());
    }

    @Test
    void anUndoneDeleteIsMadeGoodWhenTheSystemsThatWereAwayAreBack() {
        inStep("kim");
        Instant from = Instant.now();
        String kim = idOf(left, "kim");
        left.remove(kim);
        template.requestBody("sync:filled/left", List.of(Map.of(ReportKeys.ID, kim, ReportKeys.OPERATION, "delete")));
        await().until(() -> right.all().isEmpty());
        settled.await(SYNC);
        long plan = done(ask("undo", Map.of("from", from.toString()))).getLong("id");
        left.away(true);
        right.refuse("Closed for today.");
        ask("undo", Map.of("plan", plan));
        await().until(() -> deliveries.counts().getOrDefault(SYNC, Map.of()).size() == 2);
        left.away(false);
        await().until(() -> left.all().size() == 1
                && deliveries.counts().getOrDefault(SYNC, Map.of()).keySet().equals(Set.of(Deliveries.State.FAILED)));
        right.refuse(null);
        deliveries.list(SYNC, Deliveries.State.FAILED, null, 10).items().forEach(one ->
                RestAssured.given().post("/api/failures/" + one.id() + "/retry").then().statusCode(200));
        await().until(() -> right.all().size() == 1);
        assertThat(left.get(idOf(left, "kim"))).containsEntry("Name", "kim");
    }

    @Test
    void whatARepairRemovedIsNobodysDeleteHoweverItIsHeardOf() {
        inStep("lea", "max");
        String lea = idOf(right, "lea");
        left.remove(idOf(left, "lea"));
        done(ask("repair", Map.of("compare", done(ask("compare", Map.of())).getLong("id"))));
        await().until(() -> right.all().size() == 1);
        int writes = left.writes() + right.writes();

        template.requestBody("sync:filled/right", List.of(Map.of(ReportKeys.ID, lea, ReportKeys.OPERATION, "delete", ReportKeys.TIME,
                Instant.now().toString())));
        template.requestBody("sync:filled/right", List.of(Map.of(ReportKeys.ID, lea, ReportKeys.HINT, true)));
        template.requestBody("sync:filled/right?action=poll", (Object) null);
        settled.await(SYNC);
        done(ask("compare", Map.of()));
        assertThat(left.writes() + right.writes()).isEqualTo(writes);
        assertThat(left.all()).hasSize(1);
    }

    private static void decide(String decision, String why) {
        Map<String, Object> open = await().until(() -> RestAssured.given().get("/api/brakes").jsonPath()
                .<Map<String, Object>>getList("items").stream().filter(one -> one.get("state").equals("OPEN")).findFirst().orElse(null),
                Objects::nonNull);
        assertThat(open.get("why").toString()).contains(why);
        RestAssured.given().post("/api/brakes/" + open.get("id") + "/" + decision).then().statusCode(202);
    }

    // ---- the API

    private static void refused(String kind, Map<String, Object> parameters, String why) {
        String detail = RestAssured.given().contentType(ContentType.JSON)
                .body(Map.of("sync", SYNC, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(400).extract().jsonPath().getString("detail");
        assertThat(detail).contains(why);
    }

    private static List<Map<String, Object>> rows(long run) {
        return RestAssured.given().get("/api/log?run=" + run).then().statusCode(200).extract().jsonPath().getList("items");
    }

    private static long ask(String kind, Map<String, Object> parameters) {
        return RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", SYNC, "kind", kind, "parameters", parameters))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
    }

    private static JsonPath get(long id) {
        return RestAssured.given().get("/api/runs/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath done(long id) {
        await().until(() -> !List.of("WAITING", "RUNNING").contains(get(id).getString("state")));
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

    // ---- the systems

    /** Lets both systems hold the records, and the bridge know of it. */
    private void inStep(String... names) {
        for (String name : names) {
            template.requestBody("sync:filled/left", List.of(left.report(left.put(person(name), 10))));
        }
        await().until(() -> right.all().size() == names.length);
        settled.await(SYNC);
    }

    private void report(String name, MemorySystem system, String id, String value) {
        system.edit(id, Map.of("Name", value), 600);
        template.requestBody("sync:filled/" + name, List.of(system.report(id)));
    }

    /** The store remembers the people of the tests before, so that each test has people of its own. */
    private static String mail(String name) {
        return name + TESTS.get() + "@example.org";
    }

    private static Map<String, Object> person(String name) {
        return Map.of("Mail", mail(name), "Name", name, "Phone", "(415) 555-2671");
    }

    private static String idOf(MemorySystem system, String name) {
        return system.all().entrySet().stream().filter(row -> row.getValue().containsValue(mail(name)))
                .map(Map.Entry::getKey).findFirst().orElseThrow();
    }
}
