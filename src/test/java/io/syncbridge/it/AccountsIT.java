package io.syncbridge.it;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Salesforce accounts and a SharePoint list in step, by the shipped files, against the simulations of both: by events, by polls
 * only ({@code newest}, {@code truth}, {@code review}), and with all faults on.
 */
@QuarkusTest
@TestProfile(BridgeToAccounts.class)
class AccountsIT {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");
    private static int numbers = 5000;

    private final String number = "A-" + ++numbers;

    /** One sync with the people on both sides. */
    private record Pair(String sync, PersonInSalesforce salesforce, PersonInSharePoint sharepoint) {
    }

    private static Pair pair(String sync) {
        String login = sync.equals("accounts") ? "default" : sync;
        var pair = new Pair(sync, new PersonInSalesforce(login), new PersonInSharePoint(login));
        soon().untilAsserted(() -> assertThat(numbers(pair.sharepoint().items())).as(sync + " begins").hasSizeGreaterThanOrEqualTo(14)
                .containsAll(numbers(pair.salesforce().accounts())));
        return pair;
    }

    private static Set<Object> numbers(List<Map<String, Object>> records) {
        return records.stream().map(values -> values.get("AccountNumber")).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @BeforeAll
    static void login() {
        TestPeople.login(TestPeople.OPERATOR);
    }

    @Test
    void whatIsNewInSalesforceArrivesByEventAndItsEditsAndItsDeleteToo() {
        Pair accounts = pair("accounts");
        String id = accounts.salesforce().create(account("Acme Farms East", "(415) 555-0100", "Agriculture", 1_200_000.5));

        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).containsEntry("Title", "Acme Farms East")
                .containsEntry("PhoneNumber", "+1 (415) 555-0100").containsEntry("Industry", "Farming"));
        assertThat(accounts.sharepoint().item(number).get("Revenue").toString()).isEqualTo("1200000.5");
        assertThat(OffsetDateTime.parse(accounts.sharepoint().item(number).get("LastSynced").toString())).isEqualTo(
                OffsetDateTime.parse(accounts.salesforce().account(number).get("LastModifiedDate").toString(), STAMP));

        accounts.salesforce().edit(id, Map.of("Phone", "212.555.0178", "Industry", "Banking", "AnnualRevenue", 7, "Name", "Acme"));
        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).containsEntry("Title", "Acme")
                .containsEntry("PhoneNumber", "+1 (212) 555-0178").containsEntry("Industry", "Finance").hasEntrySatisfying("Revenue",
                        revenue -> assertThat(((Number) revenue).doubleValue()).isEqualTo(7)));

        accounts.salesforce().delete(id);
        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).containsEntry("Inactive", true));
        quiet(accounts);
    }

    @Test
    void whatIsNewInSharePointArrivesByNotificationAndItsEditsAndItsDeleteToo() {
        Pair accounts = pair("accounts");
        String id = accounts.sharepoint().create(Map.of("AccountNumber", number, "Title", "Bluepeak", "PhoneNumber",
                "+1 (206) 555-0103", "Industry", "Farming", "Revenue", 1_750_000.25));

        soon().untilAsserted(() -> assertThat(accounts.salesforce().account(number)).containsEntry("Name", "Bluepeak")
                .containsEntry("Phone", "(206) 555-0103").containsEntry("Industry", "Agriculture"));
        assertThat(((Number) accounts.salesforce().account(number).get("AnnualRevenue")).doubleValue()).isEqualTo(1_750_000.25);

        accounts.sharepoint().edit(id, Map.of("Title", "Bluepeak Inc", "PhoneNumber", "+1 (312) 555-0104", "Industry", "Transport",
                "Revenue", 12));
        soon().untilAsserted(() -> assertThat(accounts.salesforce().account(number)).containsEntry("Name", "Bluepeak Inc")
                .containsEntry("Phone", "(312) 555-0104").containsEntry("Industry", "Transportation").hasEntrySatisfying("AnnualRevenue",
                        revenue -> assertThat(((Number) revenue).doubleValue()).isEqualTo(12)));
        soon().untilAsserted(() -> assertThat(OffsetDateTime.parse(accounts.sharepoint().item(number).get("LastSynced").toString()))
                .isEqualTo(OffsetDateTime.parse(accounts.salesforce().account(number).get("LastModifiedDate").toString(), STAMP)));

        accounts.sharepoint().delete(id);
        soon().untilAsserted(() -> assertThat(accounts.salesforce().account(number)).isNull());
        quiet(accounts);
    }

    @Test
    void anAccountWithoutAPhoneHasNone() {
        Pair accounts = pair("accounts");
        String id = accounts.salesforce().create(account("No Phone Ltd", null, null, null));
        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).containsEntry("Title", "No Phone Ltd")
                .doesNotContainKeys("PhoneNumber", "Industry", "Revenue"));

        accounts.salesforce().edit(id, Map.of("Phone", "(415) 555-0100"));
        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).containsEntry("PhoneNumber", "+1 (415) 555-0100"));
        accounts.sharepoint().edit(accounts.sharepoint().item(number).get("id").toString(), nothing("PhoneNumber"));
        soon().untilAsserted(() -> assertThat(accounts.salesforce().account(number)).containsEntry("Phone", null));
        quiet(accounts);
    }

    @Test
    void whatComesOutOfARecycleBinIsBackOnBothSides() {
        Pair accounts = pair("accounts");
        String id = accounts.salesforce().create(account("Lazarus", "(415) 555-0100", "Energy", 5));
        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).isNotNull());
        accounts.salesforce().delete(id);
        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).containsEntry("Inactive", true));

        accounts.salesforce().restore(id);
        soon().untilAsserted(() -> assertThat(accounts.sharepoint().item(number)).containsEntry("Inactive", false));
        assertThat(accounts.salesforce().account(number)).containsEntry("Id", id);

        String item = accounts.sharepoint().item(number).get("id").toString();
        accounts.sharepoint().delete(item);
        soon().untilAsserted(() -> assertThat(accounts.salesforce().account(number)).isNull());
        accounts.sharepoint().restore(item);
        soon().untilAsserted(() -> assertThat(accounts.salesforce().account(number)).containsEntry("Name", "Lazarus"));
        quiet(accounts);
    }

    @Test
    void fieldsAreMergedRevenueIsSalesforcesAndAPersonDecidesTheIndustry() {
        Pair accounts = agreed("accounts");
        held(accounts, () -> {
            edit(accounts, Map.of("Phone", "(415) 555-0111", "Industry", "Energy", "AnnualRevenue", 10),
                    Map.of("Title", "Named in SharePoint", "Industry", "Retail", "Revenue", 20));
        });

        soon().untilAsserted(() -> {
            assertThat(accounts.salesforce().account(number)).containsEntry("Name", "Named in SharePoint")
                    .containsEntry("Phone", "(415) 555-0111").containsEntry("Industry", "Energy").containsEntry("AnnualRevenue", 10f);
            assertThat(accounts.sharepoint().item(number)).containsEntry("Title", "Named in SharePoint")
                    .containsEntry("PhoneNumber", "+1 (415) 555-0111").containsEntry("Industry", "Retail");
            assertThat(((Number) accounts.sharepoint().item(number).get("Revenue")).intValue()).isEqualTo(10);
        });
        settle(accounts, "industry", "sharepoint");
        soon().untilAsserted(() -> assertThat(accounts.salesforce().account(number)).containsEntry("Industry", "Retail"));
        quiet(accounts);
    }

    @Test
    void theLastWriteWins() {
        Pair newest = agreed("newest");
        held(newest, () -> {
            edit(newest, Map.of("Phone", "(415) 555-0111", "AnnualRevenue", 10), Map.of());
            nextSecond(); // Salesforce's times are of whole seconds
            edit(newest, Map.of(), Map.of("PhoneNumber", "+1 (415) 555-0122", "Revenue", 20));
        });

        soon().untilAsserted(() -> {
            assertThat(newest.salesforce().account(number)).containsEntry("Phone", "(415) 555-0122").containsEntry("AnnualRevenue", 20f);
            assertThat(newest.sharepoint().item(number)).containsEntry("PhoneNumber", "+1 (415) 555-0122");
        });
        assertThat(conflicts(newest)).contains("+14155550111", "+14155550122");
        quiet(newest);
    }

    @Test
    void theSourceOfTruthWins() {
        Pair truth = agreed("truth");
        held(truth, () -> {
            edit(truth, Map.of("Phone", "(415) 555-0111", "Industry", "Energy"), Map.of());
            edit(truth, Map.of(), Map.of("PhoneNumber", "+1 (415) 555-0122", "Industry", "Retail"));
        });

        soon().untilAsserted(() -> {
            assertThat(truth.salesforce().account(number)).containsEntry("Phone", "(415) 555-0111").containsEntry("Industry", "Energy");
            assertThat(truth.sharepoint().item(number)).containsEntry("PhoneNumber", "+1 (415) 555-0111").containsEntry("Industry", "Energy");
        });
        assertThat(conflicts(truth)).contains("+14155550111", "+14155550122");
        quiet(truth);
    }

    @Test
    void aPersonDecides() {
        Pair review = agreed("review");
        held(review, () -> edit(review, Map.of("Phone", "(415) 555-0111"), Map.of("PhoneNumber", "+1 (415) 555-0122", "Title", "Renamed")));

        soon().untilAsserted(() -> assertThat(review.salesforce().account(number)).containsEntry("Name", "Renamed")
                .containsEntry("Phone", "(415) 555-0111"));
        assertThat(review.sharepoint().item(number)).containsEntry("PhoneNumber", "+1 (415) 555-0122");
        settle(review, "phone", "salesforce");
        soon().untilAsserted(() -> assertThat(review.sharepoint().item(number)).containsEntry("PhoneNumber", "+1 (415) 555-0111"));
        quiet(review);
    }

    @Test
    void deletesAreFoundByPollsToo() {
        Pair truth = agreed("truth");
        truth.salesforce().delete(truth.salesforce().account(number).get("Id").toString());
        soon().untilAsserted(() -> assertThat(truth.sharepoint().item(number)).containsEntry("Inactive", true));
        Pair newest = agreed("newest");
        newest.sharepoint().delete(newest.sharepoint().item(number).get("id").toString());
        soon().untilAsserted(() -> assertThat(newest.salesforce().account(number)).isNull());
        quiet(truth);
        quiet(newest);
    }

    @Test
    void whatAnUndoSoftDeletedIsNobodysDeleteAndComesBackAsTheSameRecord() {
        Pair newest = pair("newest");
        Instant from = Instant.now();
        newest.salesforce().create(account("Undone Ltd", "(415) 555-0100", "Banking", 1));
        soon().untilAsserted(() -> assertThat(newest.sharepoint().item(number)).isNotNull());
        settled(newest);
        String account = newest.salesforce().account(number).get("Id").toString();
        String item = newest.sharepoint().item(number).get("id").toString();

        long plan = run("newest", Map.of("from", from.toString()));
        assertThat(RestAssured.get("/api/runs/" + plan + "/findings").jsonPath().<String>getList("items.recordId")).containsExactly(item);
        TestPeople.login(TestPeople.ADMIN);
        run("newest", Map.of("plan", plan));
        TestPeople.login(TestPeople.OPERATOR);
        assertThat(newest.sharepoint().item(number)).containsEntry("Inactive", true);
        for (int i = 0; i < 3; i++) {
            RestAssured.post("/api/syncs/newest/poll").then().statusCode(200);
            settled(newest);
        }
        quiet(newest);
        assertThat(newest.salesforce().account(number)).as("the original").containsEntry("Id", account);

        newest.sharepoint().edit(item, Map.of("Inactive", false, "Title", "Taken back Ltd"));
        soon().untilAsserted(() -> assertThat(newest.sharepoint().item(number)).as("a first contact, where Salesforce is preferred")
                .containsEntry("id", item).containsEntry("Title", "Undone Ltd"));
        newest.salesforce().edit(account, Map.of("Name", "Linked again Ltd"));
        soon().untilAsserted(() -> assertThat(newest.sharepoint().item(number)).containsEntry("id", item)
                .containsEntry("Title", "Linked again Ltd"));
        quiet(newest);
    }

    // ---- telling

    private static long run(String sync, Map<String, Object> parameters) {
        long id = RestAssured.given().contentType(ContentType.JSON).body(Map.of("sync", sync, "kind", "undo", "parameters", parameters))
                .post("/api/runs").then().statusCode(201).extract().jsonPath().getLong("id");
        await().until(() -> RestAssured.get("/api/runs/" + id).jsonPath().getString("state").equals("DONE"));
        return id;
    }

    /** A pair on whose account of {@link #number} both sides agree. */
    private Pair agreed(String sync) {
        Pair pair = pair(sync);
        pair.salesforce().create(account("Agreed Ltd", "(415) 555-0100", "Banking", 1));
        soon().untilAsserted(() -> assertThat(pair.sharepoint().item(number)).isNotNull());
        settled(pair);
        return pair;
    }

    private Map<String, Object> account(String name, String phone, String industry, Number revenue) {
        var account = new HashMap<String, Object>(Map.of("AccountNumber", number, "Name", name));
        account.put("Phone", phone);
        account.put("Industry", industry);
        account.put("AnnualRevenue", revenue);
        return account;
    }

    private static Map<String, Object> nothing(String column) {
        var values = new HashMap<String, Object>();
        values.put(column, null);
        return values;
    }

    private void edit(Pair pair, Map<String, Object> account, Map<String, Object> item) {
        if (!account.isEmpty()) {
            pair.salesforce().edit(pair.salesforce().account(number).get("Id").toString(), account);
        }
        if (!item.isEmpty()) {
            pair.sharepoint().edit(pair.sharepoint().item(number).get("id").toString(), item);
        }
    }

    /** Lets both sides be edited before the bridge looks. */
    private static void held(Pair pair, Runnable edits) {
        RestAssured.post("/api/syncs/" + pair.sync() + "/pause").then().statusCode(200);
        edits.run();
        RestAssured.post("/api/syncs/" + pair.sync() + "/resume").then().statusCode(200);
        RestAssured.post("/api/syncs/" + pair.sync() + "/poll").then().statusCode(200);
    }

    private static void settle(Pair pair, String field, String taken) {
        List<Map<String, Object>> open = soon().until(() -> RestAssured.given().queryParam("sync", pair.sync()).queryParam("field", field)
                .get("/api/reviews").jsonPath().<Map<String, Object>>getList("items"), found -> found.size() == 1);
        RestAssured.given().contentType(ContentType.JSON).body(Map.of("take", taken))
                .post("/api/reviews/" + open.get(0).get("id") + "/settle").then().statusCode(202);
    }

    private String conflicts(Pair pair) {
        return RestAssured.given().queryParam("sync", pair.sync()).queryParam("status", "CONFLICT")
                .queryParam("record", pair.salesforce().account(number).get("Id")).get("/api/log").asString();
    }

    private static void settled(Pair pair) {
        soon().untilAsserted(() -> {
            JsonPath sync = RestAssured.get("/api/syncs/" + pair.sync()).jsonPath();
            assertThat(sync.getInt("waiting") + sync.getInt("retrying")).isZero();
        });
    }

    /** Nothing more is written once the sides agree, however often they are looked at. */
    private static void quiet(Pair pair) {
        settled(pair);
        soon().untilAsserted(() -> {
            pair.salesforce().countAnew();
            pair.sharepoint().countAnew();
            RestAssured.post("/api/syncs/" + pair.sync() + "/poll");
            settled(pair);
            assertThat(pair.salesforce().writes()).isZero();
            assertThat(pair.sharepoint().writes()).isZero();
        });
    }

    private static void nextSecond() {
        long before = Instant.now().getEpochSecond();
        soon().until(() -> Instant.now().getEpochSecond() > before);
    }

    private static ConditionFactory soon() {
        return await().pollInSameThread().ignoreExceptions().pollInterval(Duration.ofMillis(100));
    }
}
