package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.syncbridge.component.ReportKeys;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.LogFilter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop of which only customers take part, and a crm that takes only some countries. */
abstract class ScopeScenarios {

    private static final AtomicInteger PEOPLE = new AtomicInteger();

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

    private MemorySystem shop;
    private MemorySystem crm;
    private String mail;

    @BeforeEach
    void emptySystems() {
        TestPeople.login(TestPeople.ADMIN);
        mail = "scoped" + PEOPLE.incrementAndGet() + "@example.org";
        shop = systems.get("scoped-shop");
        crm = systems.get("scoped-crm");
        shop.clear();
        crm.clear();
    }

    @Test
    void onlyWhatIsInBothScopesIsCreatedAndEnteringIsLikeBeingNew() {
        String id = shop.put(person("Prospect", "DE"), 10);
        report("shop", shop, id);
        assertThat(crm.all()).as("no customer").isEmpty();

        edit("shop", shop, id, Map.of("Kind", "Customer", "Country", "US"), 20);
        assertThat(crm.all()).as("a customer elsewhere").isEmpty();

        edit("shop", shop, id, Map.of("Country", "AT"), 30);
        assertThat(crm.all().values()).singleElement().satisfies(row -> assertThat(row).containsEntry("country", "AT"));
    }

    @Test
    void aRecordThatLeavesByItsOwnEditIsUnlinkedAfterThatEditAndFoundAgainWhenItReturns() {
        String id = shop.put(person("Customer", "DE"), 10);
        report("shop", shop, id);
        String other = crm.all().keySet().iterator().next();

        edit("crm", crm, other, Map.of("country", "US", "name", "Last words"), 100);
        assertThat(shop.get(id)).containsEntry("Country", "US").containsEntry("Name", "Last words");
        edit("crm", crm, other, Map.of("name", "Unheard"), 110);
        edit("shop", shop, id, Map.of("Name", "Nobody told"), 120);
        assertThat(shop.get(id)).containsEntry("Name", "Nobody told");
        assertThat(crm.get(other)).containsEntry("name", "Unheard");
        assertThat(log.find(new LogFilter("scoped", null, other, null, null, null, null), null, 20).items())
                .anySatisfy(row -> assertThat(row.rule()).isEqualTo("leaving: unlink"));
        assertThat(compare()).isEqualTo("100% of 1 agree.");

        edit("crm", crm, other, Map.of("country", "DE"), 130);
        assertThat(shop.get(id)).containsEntry("Country", "DE").containsEntry("Name", "Unheard");
        assertThat(shop.all()).hasSize(1);
    }

    @Test
    void aRecordThatLeavesWhereThatCountsAsDeletedIsDeletedElsewhereAndRestoredWhenItReturns() {
        String id = shop.put(person("Customer", "DE"), 10);
        report("shop", shop, id);
        edit("shop", shop, id, Map.of("Kind", "Lost"), 20);
        assertThat(crm.all()).isEmpty();
        assertThat(shop.all()).as("itself it stays").hasSize(1);
        edit("shop", shop, id, Map.of("Kind", "Customer"), 30);
        assertThat(crm.all()).hasSize(1);
    }

    @Test
    void whatWasRemovedSinceItsCounterpartLeftIsNobodysDeleteHoweverItIsHeardOf() {
        String id = shop.put(person("Customer", "DE"), 10);
        report("shop", shop, id);
        String removed = crm.all().keySet().iterator().next();
        edit("shop", shop, id, Map.of("Kind", "Lost"), 20);
        assertThat(crm.all()).isEmpty();
        hearThatIsGone(removed);
        assertThat(shop.all()).as("the original").hasSize(1);
        assertThat(shop.get(id)).containsEntry("Kind", "Lost");

        edit("shop", shop, id, Map.of("Kind", "Customer"), 30);
        assertThat(crm.all()).hasSize(1);
        hearThatIsGone(removed);
        assertThat(crm.all()).as("the one that took its place").hasSize(1);
        assertThat(shop.all()).hasSize(1);
    }

    private void hearThatIsGone(String removed) {
        List.of(Map.of(ReportKeys.OPERATION, "delete", ReportKeys.TIME, Instant.now().toString()), Map.of(ReportKeys.OPERATION, "delete"),
                Map.of(ReportKeys.HINT, true)).forEach(told -> {
                    var report = new HashMap<String, Object>(told);
                    report.put(ReportKeys.ID, removed);
                    template.requestBody("sync:scoped/crm", List.of(report));
                    settled();
                });
        template.requestBody("sync:scoped/crm?action=poll", (Object) null);
        settled();
    }

    @Test
    void aCounterpartOutsideIsNeitherDoubledNorTouched() {
        String other = crm.put(Map.of("email", mail, "name", "Ann of the crm", "country", "US"), 5);
        String id = shop.put(person("Customer", "DE"), 10);
        report("shop", shop, id);
        assertThat(crm.all().values()).containsExactly(Map.of("email", mail, "name", "Ann of the crm", "country", "US"));
        edit("crm", crm, other, Map.of("country", "AT"), 50);
        assertThat(shop.get(id)).containsEntry("Name", "Ann of the crm").containsEntry("Country", "AT");
    }

    @Test
    void aBackfillPassesByWhatIsOutsideAndACompareCountsItAsAgreeing() {
        shop.put(person("Customer", "DE"), 10);
        for (String country : List.of("US", "CH", "FR")) {
            shop.put(Map.of("Mail", country + mail, "Name", country, "Kind", "Customer", "Country", country), 10);
            shop.put(Map.of("Mail", "x" + country + mail, "Name", country, "Kind", "Prospect", "Country", "DE"), 10);
        }
        crm.put(Map.of("email", "own" + mail, "name", "Own", "country", "US"), 10);

        assertThat(run("plan").getMap("tally")).as("prospects there, customers elsewhere, and the crm's own")
                .containsEntry("outside shop", 3).containsEntry("kept out of crm", 3).containsEntry("outside crm", 1).containsEntry("create", 1);

        run("backfill");
        settled();
        assertThat(crm.all().values()).extracting(row -> row.get("name")).containsExactlyInAnyOrder("Ann", "Own");
        assertThat(shop.all()).hasSize(7);
        assertThat(compare()).as("four customers; the others are of no concern").isEqualTo("100% of 4 agree.");
    }

    @Test
    void theTimeOfADeleteMarksARecordAndABlankTakesItBack() {
        String id = shop.put(person("Customer", "DE"), 10);
        report("shop", shop, id);
        String other = crm.all().keySet().iterator().next();
        crm.remove(other);
        template.requestBody("sync:scoped/crm", List.of(Map.of("@id", other, "@operation", "delete")));
        settled();
        assertThat(Instant.parse((String) shop.get(id).get("DeletedAt"))).isAfter(Instant.EPOCH);

        edit("shop", shop, id, Map.of("DeletedAt", ""), 20);
        assertThat(crm.all()).as("restored by hand").hasSize(1);
        edit("shop", shop, id, Map.of("DeletedAt", "2026-01-01 10:00:00"), 30);
        assertThat(crm.all()).as("deleted by hand").isEmpty();
    }

    // ---- what people do

    private Map<String, Object> person(String kind, String country) {
        return Map.of("Mail", mail, "Name", "Ann", "Kind", kind, "Country", country);
    }

    private void edit(String name, MemorySystem system, String id, Map<String, Object> values, int atSecond) {
        system.edit(id, values, atSecond);
        report(name, system, id);
    }

    private void report(String name, MemorySystem system, String id) {
        template.requestBody("sync:scoped/" + name, List.of(system.report(id)));
        settled();
    }

    /** Waits until nothing is left in the inbox, and nothing on its way to a system. */
    private void settled() {
        await().pollInterval(Duration.ofMillis(50)).until(() -> !inbox.backlog().containsKey("scoped")
                && !deliveries.counts().containsKey("scoped"));
    }

    private static String compare() {
        return run("compare").getString("message");
    }

    private static JsonPath run(String kind) {
        long id = RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", "scoped", "kind", kind, "parameters", Map.of()))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
        return await().until(() -> RestAssured.get("/api/runs/" + id).jsonPath(),
                run -> List.of("DONE", "FAILED").contains(run.getString("state")));
    }
}
