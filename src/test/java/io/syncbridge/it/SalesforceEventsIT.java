package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What Salesforce tells by itself reaches the other system, told against the running application. */
@QuarkusTest
@TestProfile(BridgeToSalesforce.class)
class SalesforceEventsIT {

    private static final String ACCOUNTS = "/services/data/v62.0/sobjects/Account/";

    @Inject
    MemorySystems systems;

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

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private Map<String, Object> inCrm(String number) {
        var found = systems.get("told-crm").all().values().stream().filter(row -> number.equals(row.get("Number"))).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private RequestSpecification salesforce() {
        String token = given().formParams(Map.of("grant_type", "client_credentials", "client_id", "demo", "client_secret", "demo"))
                .post(url + "/services/oauth2/token").path("access_token");
        return given().baseUri(url).auth().oauth2(token).contentType(ContentType.JSON);
    }
}
