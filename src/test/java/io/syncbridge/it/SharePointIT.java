package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.syncbridge.component.SyncHeaders;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SharePoint and a CRM in step, through the Kamelet and change notifications, told against the running application. */
@QuarkusTest
@TestProfile(BridgeToSharePoint.class)
class SharePointIT {

    private static final String ITEMS = "/sites/demo/lists/Companies/items";
    private static final String NOTIFICATIONS = "/notifications/graph/companies/sharepoint";

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @ConfigProperty(name = "bridge.sharepoint.default.graph-url")
    String graphUrl;

    @ConfigProperty(name = "bridge.sharepoint.default.token-url")
    String tokenUrl;

    @BeforeEach
    void listening() {
        soon().untilAsserted(() -> assertThat(subscriptions()).hasSize(1));
        soon().untilAsserted(() -> assertThat(crm().all()).hasSizeGreaterThanOrEqualTo(8));
    }

    @Test
    void whatAPersonEditsInSharePointArrivesByNotification() {
        graph().body("{\"PhoneNumber\": \"+1 (415) 555-2671\", \"Industry\": \"Farming\"}").patch(ITEMS + "/2/fields").then().statusCode(200);

        soon().untilAsserted(() -> assertThat(inCrm("A-1002")).containsEntry("Phone", "+14155552671").containsEntry("Industry", "Agriculture"));

        graph().body("{\"PhoneNumber\": null}").patch(ITEMS + "/2/fields").then().statusCode(200);
        soon().untilAsserted(() -> assertThat(inCrm("A-1002")).containsEntry("Phone", null));
    }

    @Test
    void whatIsNewInTheCrmArrivesInSharePointOnce() {
        String id = crm().put(Map.of("Number", "A-9001", "Name", "New & Co", "Phone", "+14155550199", "Industry", "Banking", "Revenue", 12), 5);
        template.sendBody("sync:companies/crm", crm().report(id));

        soon().untilAsserted(() -> assertThat(found("A-9001")).singleElement().satisfies(item -> assertThat(fields(item))
                .containsEntry("Title", "New & Co").containsEntry("PhoneNumber", "+1 (415) 555-0199").containsEntry("Industry", "Finance")
                .containsKey("SyncId")));
        String etag = (String) found("A-9001").get(0).get("eTag");
        template.sendBody("sync:companies/sharepoint?action=poll", null);
        assertThat(found("A-9001")).singleElement().as("its echo changes nothing").extracting("eTag").isEqualTo(etag);
    }

    @Test
    void graphIsAnsweredItsTokenAsPlainTextWithoutMarkup() {
        String token = "Validation: Testing client application reachability for subscription Request-Id: 7";
        var answer = given().queryParam("validationToken", token).post(NOTIFICATIONS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.asString()).isEqualTo(token);

        assertThat(given().queryParam("validationToken", "<script>alert('x')</script>").post(NOTIFICATIONS).asString())
                .doesNotContain("<");
        assertThat(given().queryParam("validationToken", token).post("/notifications/graph/companies/crm").statusCode()).isEqualTo(404);
    }

    @Test
    void aNotificationOfAStrangerIsDropped() {
        given().baseUri(root()).delete("/requests");
        given().contentType(ContentType.JSON).body("{\"value\": [{\"subscriptionId\": \"x\", \"clientState\": \"guess\"}]}")
                .post(NOTIFICATIONS).then().statusCode(202);
        given().contentType(ContentType.JSON).body("no json").post(NOTIFICATIONS).then().statusCode(400);

        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5)).untilAsserted(() ->
                assertThat(given().baseUri(root()).get("/requests").jsonPath().getInt("requests")).isZero());
    }

    @Test
    void oneStateThatGraphHoldsAndWeDoNotIsPutRight() {
        String id = (String) subscriptions().get(0).get("id");
        given().contentType(ContentType.JSON).body(Map.of("value", List.of(Map.of("subscriptionId", id, "clientState", "old"))))
                .post(NOTIFICATIONS).then().statusCode(202);

        soon().untilAsserted(() -> assertThat(subscriptions()).singleElement().extracting("id").isNotEqualTo(id));
    }

    @Test
    void aWrongSecretIsToldWithItsReasonAndStaysSecret() {
        assertThatThrownBy(() -> template.requestBodyAndHeader(
                "sync-sharepoint:list?site=demo&list=Companies&connection=wrong", null, SyncHeaders.ACTION, "changes"))
                .isInstanceOf(CamelExecutionException.class).satisfies(failed -> assertThat(ExceptionUtils.getStackTrace(failed))
                        .contains("AADSTS7000215", "bridge.sharepoint.wrong").doesNotContain("s3cret"));
        assertThatThrownBy(() -> template.sendBody("sync-sharepoint:list?site=demo&list=Companies&connection=none", null))
                .hasStackTraceContaining("bridge.sharepoint.none.tenant");
    }

    private static ConditionFactory soon() {
        return await();
    }

    private MemorySystem crm() {
        return systems.get("companies-crm");
    }

    private Map<String, Object> inCrm(String number) {
        return crm().all().values().stream().filter(row -> number.equals(row.get("Number"))).findFirst().orElseThrow();
    }

    private List<Map<String, Object>> found(String number) {
        return graph().get(ITEMS + "?$expand=fields&$filter=fields/AccountNumber eq '" + number + "'").jsonPath().getList("value");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Map<String, Object> item) {
        return (Map<String, Object>) item.get("fields");
    }

    private List<Map<String, Object>> subscriptions() {
        return graph().get("/subscriptions").jsonPath().getList("value");
    }

    private RequestSpecification graph() {
        String token = given().formParams(Map.of("grant_type", "client_credentials", "client_id", "demo", "client_secret", "demo",
                "scope", "https://graph.microsoft.com/.default")).post(tokenUrl).jsonPath().getString("access_token");
        return given().baseUri(graphUrl).auth().oauth2(token).contentType(ContentType.JSON);
    }

    private String root() {
        return graphUrl.replace("/v1.0", "");
    }
}
