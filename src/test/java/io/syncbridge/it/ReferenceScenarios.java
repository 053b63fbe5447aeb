package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.Things;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Staff point to their firms, firms to other firms and to a boss among the staff. */
abstract class ReferenceScenarios {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    Inbox inbox;

    @Inject
    SyncLog log;

    @Inject
    Deliveries deliveries;

    @Inject
    Things things;

    private MemorySystem homeFirms;
    private MemorySystem awayFirms;
    private MemorySystem homeStaff;
    private MemorySystem awayStaff;
    private String name;

    @BeforeEach
    void emptySystems() {
        TestPeople.login(TestPeople.ADMIN);
        name = "n" + NAMES.incrementAndGet();
        homeFirms = emptied("firms-home");
        awayFirms = emptied("firms-away");
        homeStaff = emptied("staff-home");
        awayStaff = emptied("staff-away");
    }

    private MemorySystem emptied(String system) {
        systems.get(system).clear();
        return systems.get(system);
    }

    @Test
    void aChildWaitsForItsParentAndGoesOnByItself() {
        String firm = homeFirms.put(Map.of("Code", name), 10);
        String ann = homeStaff.put(Map.of("Mail", name + "@x.org", "Firm", firm), 10);
        report("staff", "home", homeStaff, ann);
        await().untilAsserted(() -> assertThat(children("staff")).singleElement().satisfies(child -> {
            assertThat(child).containsEntry("recordId", ann).containsEntry("parent", firm).containsEntry("parentSync", "firms");
            assertThat(child.get("why").toString()).isEqualTo("`firm` points to firms home/" + firm + ", which is not known yet.");
        }));
        assertThat(awayStaff.all()).isEmpty();
        assertThat(rows("staff", ann)).singleElement().satisfies(row -> assertThat(row.rule()).isEqualTo("waits for firms"));

        report("firms", "home", homeFirms, firm);

        await().untilAsserted(() -> assertThat(employer(only(awayStaff))).isEqualTo(only(awayFirms)));
        assertThat(children("staff")).isEmpty();
        settled();
        report("staff", "away", awayStaff, only(awayStaff));
        report("staff", "home", homeStaff, ann);
        settled();
        assertThat(rows("staff", ann)).filteredOn(row -> row.status() == SyncLog.Status.SUCCESS).as("one write, no echo of it").hasSize(1);
    }

    @Test
    void whatCannotBeWrittenBeforeItsParentWaitsWithTheReason() {
        awayFirms.refuse("No firms today.");
        String firm = homeFirms.put(Map.of("Code", name), 10);
        report("firms", "home", homeFirms, firm);
        await().until(() -> deliveries.counts().containsKey("firms"));
        String branch = homeFirms.put(Map.of("Code", name + "b", "Parent", firm), 10);
        report("firms", "home", homeFirms, branch);
        String ann = homeStaff.put(Map.of("Mail", name + "@x.org", "Firm", branch), 10);
        report("staff", "home", homeStaff, ann);
        await().untilAsserted(() -> assertThat(deliveries.list("staff", null, null, 10).items()).singleElement()
                .satisfies(held -> assertThat(held.error()).contains("`firm` points to firms").contains("has no record in away yet")));
        assertThat(awayStaff.all()).isEmpty();
        await().untilAsserted(() -> assertThat(List.of("firms", "staff")).as("a person sees the true reason of all").allSatisfy(sync ->
                assertThat(deliveries.list(sync, null, null, 10).items()).allSatisfy(one -> {
                    assertThat(one.state()).isEqualTo(Deliveries.State.FAILED);
                    assertThat(one.error()).contains("No firms today.");
                })));

        awayFirms.refuse(null);
        retry(firm);
        await().untilAsserted(() -> assertThat(awayFirms.get(employer(only(awayStaff)).toString())).containsEntry("code", name + "b"));
        settled();
        assertThat(deliveries.counts()).doesNotContainKeys("staff", "firms");
    }

    @Test
    void recordsThatPointToOneAnotherAreClosedInASecondPass() {
        String firm = homeFirms.put(Map.of("Code", name), 10);
        String boss = homeStaff.put(Map.of("Mail", name + "@x.org", "Firm", firm), 10);
        homeFirms.edit(firm, Map.of("Boss", boss, "Parent", firm), 20);
        report("firms", "home", homeFirms, firm);
        report("staff", "home", homeStaff, boss);

        await().untilAsserted(() -> {
            assertThat(employer(only(awayStaff))).isEqualTo(only(awayFirms));
            assertThat(awayFirms.get(only(awayFirms))).containsEntry("boss", only(awayStaff)).containsEntry("parent", only(awayFirms));
        });
        settled();
        assertThat(children("firms")).isEmpty();
        assertThat(children("staff")).isEmpty();
    }

    @Test
    void circlesAreClosedThoughSystemsAnswerWithBlanksOrDefaultsInWhatWasHeldBack() {
        awayFirms.defaults(blank("boss"));
        awayFirms.defaults(Map.of("parent", "firms-away-0"));
        awayStaff.defaults(blank("boss"));
        List<String> firms = IntStream.range(0, 3).mapToObj(i -> homeFirms.put(Map.of("Code", name + i), 10)).toList();
        String boss = homeStaff.put(Map.of("Mail", name + "@x.org", "Firm", firms.get(0)), 10);
        for (int i = 0; i < 3; i++) {
            homeFirms.edit(firms.get(i), Map.of("Boss", boss, "Parent", firms.get((i + 1) % 3)), 20);
        }
        firms.forEach(firm -> report("firms", "home", homeFirms, firm));
        report("staff", "home", homeStaff, boss);

        await().untilAsserted(() -> {
            assertThat(awayFirms.all()).hasSize(3).allSatisfy((id, firm) -> {
                assertThat(firm).containsEntry("boss", only(awayStaff));
                int place = Integer.parseInt(firm.get("code").toString().substring(name.length()));
                assertThat(awayFirms.get(firm.get("parent").toString())).containsEntry("code", name + (place + 1) % 3);
            });
            assertThat(awayFirms.get(String.valueOf(employer(only(awayStaff))))).containsEntry("code", name + 0);
        });
        settled();
        awayFirms.all().keySet().forEach(id -> report("firms", "away", awayFirms, id));
        settled();
        for (int i = 0; i < 3; i++) {
            assertThat(homeFirms.get(firms.get(i))).containsEntry("Boss", boss).containsEntry("Parent", firms.get((i + 1) % 3));
        }
        assertThat(children("firms")).isEmpty();
        assertThat(done(ask("firms", "compare")).getString("message")).isEqualTo("100% of 3 agree.");
    }

    private static Map<String, Object> blank(String field) {
        var blank = new HashMap<String, Object>();
        blank.put(field, null);
        return blank;
    }

    @Test
    void aBackfillOfChildrenAndParentsComesToAnEndInWhateverOrderTheyAreFound() {
        String parent = homeFirms.put(Map.of("Code", name + "-0"), 10);
        for (int i = 1; i <= 12; i++) {
            String firm = homeFirms.put(Map.of("Code", name + "-" + i), 10);
            homeFirms.edit(parent, Map.of("Parent", firm), 10);
            parent = firm;
            homeStaff.put(Map.of("Mail", name + "-" + i + "@x.org", "Firm", firm), 10);
        }
        awayFirms.put(Map.of("code", name + "-5"), 5);
        long staff = ask("staff", "backfill");
        long firms = ask("firms", "backfill");
        done(firms);
        done(staff);
        await().untilAsserted(() -> {
            assertThat(awayFirms.all()).hasSize(13);
            assertThat(awayFirms.all().values().stream().filter(row -> row.get("parent") != null)).hasSize(12);
            assertThat(awayStaff.all()).hasSize(12);
        });
        settled();
        awayStaff.all().values().forEach(person -> assertThat(awayFirms.get(((Map<?, ?>) person.get("employer")).get("firm").toString()))
                .containsEntry("code", person.get("email").toString().replace("@x.org", "")));
        assertThat(done(ask("firms", "compare")).getString("message")).isEqualTo("100% of 13 agree.");
        assertThat(done(ask("staff", "compare")).getString("message")).isEqualTo("100% of 12 agree.");
    }

    @Test
    void aPlanTellsWhatIsCreatedAndWhatWaitsForItsParent() {
        String firm = homeFirms.put(Map.of("Code", name), 10);
        report("firms", "home", homeFirms, firm);
        await().until(() -> awayFirms.all().size() == 1);
        settled();
        awayFirms.refuse("No firms today.");
        String refused = homeFirms.put(Map.of("Code", name + "r"), 10);
        report("firms", "home", homeFirms, refused);
        await().until(() -> deliveries.counts().containsKey("firms"));
        homeStaff.put(Map.of("Mail", name + "-ann@x.org", "Firm", firm), 10);
        homeStaff.put(Map.of("Mail", name + "-bob@x.org", "Firm", refused), 10);
        String cid = homeStaff.put(Map.of("Mail", name + "-cid@x.org", "Firm", "nowhere"), 10);

        long plan = ask("staff", "plan");

        assertThat(done(plan).getMap("tally")).isEqualTo(Map.of("create", 1, "waiting", 2));
        assertThat(RestAssured.get("/api/runs/" + plan + "/findings?kind=waiting").jsonPath().getList("items.details.why").stream()
                .map(String::valueOf).toList()).containsExactlyInAnyOrder(
                        "`firm` points to firms home/nowhere, which is not known yet. The record is taken in when it is.", "`firm` points to firms "
                                + things.search(refused, 1).get(0).syncId() + ", which has no record in away yet. It is written when there is one.");
        homeStaff.remove(cid);
        awayFirms.refuse(null);
        retry(refused);
        settled();
    }

    private void retry(String firm) {
        long failed = deliveries.list("firms", null, null, 10).items().stream()
                .filter(one -> firm.equals(one.sourceRecordId())).findFirst().orElseThrow().id();
        RestAssured.given().post("/api/failures/" + failed + "/retry").then().statusCode(200);
    }

    // ---- what there is

    private static String only(MemorySystem system) {
        assertThat(system.all()).hasSize(1);
        return system.all().keySet().iterator().next();
    }

    private Object employer(String id) {
        return awayStaff.get(id).get("employer") instanceof Map<?, ?> employer ? employer.get("firm") : null;
    }

    private List<SyncLog.Entry> rows(String sync, String record) {
        return log.find(new LogFilter(sync, null, record, null, null, null, null), null, 100).items();
    }

    private static List<Map<String, Object>> children(String sync) {
        return RestAssured.get("/api/syncs/" + sync + "/children").then().statusCode(200).extract().jsonPath().getList("");
    }

    private void report(String sync, String system, MemorySystem records, String id) {
        template.requestBody("sync:" + sync + "/" + system, List.of(records.report(id)));
    }

    private void settled() {
        await().pollInterval(Duration.ofMillis(50)).until(() -> List.of("firms", "staff").stream()
                .noneMatch(sync -> inbox.backlog().containsKey(sync) || deliveries.counts().containsKey(sync)));
    }

    private static long ask(String sync, String kind) {
        return RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", sync, "kind", kind, "parameters", Map.of()))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
    }

    private static JsonPath done(long id) {
        return await().until(() -> RestAssured.get("/api/runs/" + id).jsonPath(),
                run -> List.of("DONE", "FAILED").contains(run.getString("state")));
    }
}
