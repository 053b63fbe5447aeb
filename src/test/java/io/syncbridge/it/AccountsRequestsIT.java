package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Counts at the simulations what a thousand changed records cost through the whole bridge; docs/accounts.md shows the numbers. A
 * thousand records are five requests in Salesforce's collections and fifty in Graph's batches.
 */
@QuarkusTest
@TestProfile(BridgeToAccounts.class)
class AccountsRequestsIT {

    private static final int RECORDS = AccountsWorlds.RECORDS;
    private static final int COLLECTIONS = RECORDS / 200;
    private static final int BATCHES = RECORDS / 20;

    private final PersonInSalesforce salesforce = new PersonInSalesforce(AccountsWorlds.COUNTED);
    private final PersonInSharePoint sharepoint = new PersonInSharePoint(AccountsWorlds.COUNTED);
    private final Map<String, Cost> report = new LinkedHashMap<>();

    private record Cost(long salesforce, long sharepoint) {
    }

    @Test
    void aThousandChangedRecordsCostWhatTheBatchesOfBothSystemsAllow() {
        TestPeople.login(TestPeople.OPERATOR);
        count("backfill to SharePoint", item -> true);
        List<String> ids = salesforce.accounts().stream().filter(account -> account.get("Name").toString().startsWith("Counted"))
                .map(account -> account.get("Id").toString()).toList();
        List<String> items = sharepoint.items().stream().filter(item -> item.get("Title").toString().startsWith("Counted"))
                .map(item -> item.get("id").toString()).toList();
        anew();
        count("nothing changed", item -> true);
        salesforce.editAll(ids.stream().map(id -> Map.<String, Object>of("Id", id, "Name", "Counted again", "Phone", "(415) 555-0100"))
                .toList());
        anew();
        count("changed in Salesforce", item -> "+1 (415) 555-0100".equals(item.get("PhoneNumber")));
        sharepoint.editAll(items, Map.of("Revenue", 77));
        anew();
        count("changed in SharePoint", item -> item.get("Revenue") instanceof Number revenue && revenue.intValue() == 77);

        System.out.println("Requests per 1,000 changed records: " + report);
        assertThat(report.get("backfill to SharePoint").salesforce()).isLessThanOrEqualTo(4L * COLLECTIONS);
        assertThat(report.get("backfill to SharePoint").sharepoint()).as("looked for, then created")
                .isBetween(2L * BATCHES, 4L * BATCHES);
        assertThat(report.get("nothing changed").salesforce()).isLessThanOrEqualTo(2);
        assertThat(report.get("nothing changed").sharepoint()).isLessThanOrEqualTo(2);
        assertThat(report.get("changed in Salesforce").salesforce()).isLessThanOrEqualTo(COLLECTIONS);
        assertThat(report.get("changed in Salesforce").sharepoint()).isBetween((long) BATCHES, BATCHES + 50L);
        assertThat(report.get("changed in SharePoint").salesforce()).isBetween((long) COLLECTIONS, 12L * COLLECTIONS);
        assertThat(report.get("changed in SharePoint").sharepoint()).as("to note what Salesforce's new time is")
                .isBetween((long) BATCHES, BATCHES + 50L);
    }

    private void anew() {
        salesforce.countAnew();
        sharepoint.countAnew();
    }

    /** Polls once, waits for what that leads to, and notes what it has cost. */
    private void count(String what, Predicate<Map<String, Object>> arrived) {
        RestAssured.post("/api/syncs/" + AccountsWorlds.COUNTED + "/poll").then().statusCode(200);
        await().pollInSameThread().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            var sync = RestAssured.get("/api/syncs/" + AccountsWorlds.COUNTED).jsonPath();
            assertThat(sync.getInt("waiting") + sync.getInt("retrying")).isZero();
            assertThat(sharepoint.items().stream().filter(item -> item.get("Title").toString().startsWith("Counted")).filter(arrived)
                    .count()).as(what).isEqualTo(RECORDS);
        });
        report.put(what, new Cost(salesforce.requests(), sharepoint.requests()));
    }
}
