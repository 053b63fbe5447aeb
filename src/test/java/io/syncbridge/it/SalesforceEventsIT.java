package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What Salesforce tells by itself reaches the other system, told against the running application. */
@QuarkusTest
@TestProfile(BridgeToSalesforce.class)
class SalesforceEventsIT {

    private static final String ACCOUNTS = "/services/data/v62.0/sobjects/Account/";
    private static final String CONTACTS = "/services/data/v62.0/sobjects/Contact/";
    private static final String EVENTS = "streamed-salesforce-events";

    @Inject
    MemorySystems systems;

    @Inject
    CamelContext camel;

    @ConfigProperty(name = "bridge.salesforce.default.login-url")
    String url;

    @Test
    void anAccountArrivesByOutboundMessageWithWhatItHoldsNow() {
        String id = salesforce().body("{\"Name\": \"Told & Co\", \"AccountNumber\": \"T-1\", \"Phone\": \"1\"}").post(ACCOUNTS)
                .then().statusCode(201).extract().path("id");
        soon().untilAsserted(() -> assertThat(inCrm("T-1")).containsEntry("Name", "Told & Co").containsEntry("Phone", "1"));

        salesforce().body("{\"Phone\": \"2\"}").patch(ACCOUNTS + id).then().statusCode(204);
        soon().untilAsserted(() -> assertThat(inCrm("T-1")).containsEntry("Phone", "2"));
    }

    @Test
    void aMessageThatComesAgainIsAcknowledgedAgain() {
        String id = salesforce().body("{\"Name\": \"Again\", \"AccountNumber\": \"T-2\"}").post(ACCOUNTS).path("id");
        String message = "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                + "<notifications xmlns=\"http://soap.sforce.com/2005/09/outbound\"><OrganizationId>00D000000000001EAA</OrganizationId>"
                + "<Notification><Id>04l00000000zz01AAA</Id><sObject><Id>" + id + "</Id></sObject></Notification></notifications></e:Body></e:Envelope>";

        for (int i = 0; i < 2; i++) {
            var answer = given().contentType("text/xml").body(message).queryParam("key", SalesforceOnPort.KEY)
                    .post("/notifications/salesforce/told/salesforce");
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.asString()).contains("<Ack>true</Ack>");
        }
        soon().untilAsserted(() -> assertThat(inCrm("T-2")).containsEntry("Name", "Again"));
    }

    @Test
    void aStrangersMessageIsRefused() {
        given().contentType("text/xml").body("<a/>").queryParam("key", "guess").post("/notifications/salesforce/told/salesforce")
                .then().statusCode(401);
    }

    @Test
    void whatHappensWhileNobodyListensIsToldAfterwardsWithoutAPoll() throws Exception {
        String before = aContactThatHasArrived("before@example.com");
        camel.getRouteController().stopRoute(EVENTS);

        salesforce().body("{\"LastName\": \"Edited\"}").patch(CONTACTS + before).then().statusCode(204);
        salesforce().body("{\"LastName\": \"Meanwhile\", \"Email\": \"meanwhile@example.com\"}").post(CONTACTS).then().statusCode(201);
        given().baseUri(url).delete("/requests");
        camel.getRouteController().startRoute(EVENTS);

        soon().untilAsserted(() -> assertThat(streamed("meanwhile@example.com")).containsEntry("Name", "Meanwhile"));
        soon().untilAsserted(() -> assertThat(streamed("before@example.com")).containsEntry("Name", "Edited"));
        assertThat(given().baseUri(url).get("/requests").jsonPath().getMap("kinds")).doesNotContainKey("GET queryAll");
    }

    @Test
    void anEventWhoseTransactionFailsComesAgain() throws Exception {
        String known = aContactThatHasArrived("known@example.com");
        var failures = new AtomicInteger(1);
        AdviceWith.adviceWith(camel, "inbox", advice -> advice.weaveAddLast().process(stored -> {
            if ("streamed".equals(stored.getProperty("sync")) && failures.getAndDecrement() == 1) {
                throw new IllegalStateException("the store went away before the commit");
            }
        }));

        salesforce().body("{\"LastName\": \"Failed once\"}").patch(CONTACTS + known).then().statusCode(204);

        soon().untilAsserted(() -> assertThat(streamed("known@example.com")).containsEntry("Name", "Failed once"));
        assertThat(failures.get()).isNotPositive();
    }

    private String aContactThatHasArrived(String email) {
        String id = salesforce().body(Map.of("LastName", "New", "Email", email)).post(CONTACTS).then().statusCode(201).extract().path("id");
        soon().untilAsserted(() -> assertThat(streamed(email)).containsEntry("Name", "New"));
        return id;
    }

    private static ConditionFactory soon() {
        return await();
    }

    private Map<String, Object> inCrm(String number) {
        return only("told-crm", "Number", number);
    }

    private Map<String, Object> streamed(String email) {
        return only("streamed-crm", "Email", email);
    }

    private Map<String, Object> only(String system, String field, String value) {
        var found = systems.get(system).all().values().stream().filter(row -> value.equals(row.get(field))).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private RequestSpecification salesforce() {
        String token = given().formParams(Map.of("grant_type", "client_credentials", "client_id", "demo", "client_secret", "demo"))
                .post(url + "/services/oauth2/token").path("access_token");
        return given().baseUri(url).auth().oauth2(token).contentType(ContentType.JSON);
    }
}
