package io.syncbridge.demo.salesforce;

import static io.syncbridge.demo.salesforce.Caller.DATA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST API by plain HTTP, as Salesforce's documentation describes it. */
class RestApiTest {

    private SimulatedSalesforce salesforce;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        salesforce = SimulatedSalesforce.start();
        caller = new Caller(salesforce.url()).loggedIn();
    }

    @AfterEach
    void stop() throws Exception {
        salesforce.close();
    }

    private String created(String body) {
        var answer = caller.post(DATA + "/sobjects/Account", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    @Test
    void aRecordLives() {
        String id = created("{\"Name\":\" Zeta \",\"AnnualRevenue\":350000000,\"Website\":\"\"}");
        assertThat(id).hasSize(18).startsWith("001");

        var read = caller.get(DATA + "/sobjects/Account/" + id);
        assertThat(read.json().path("Name").asText()).isEqualTo("Zeta");
        assertThat(read.text()).contains("\"AnnualRevenue\":3.5E8", "\"Website\":null");
        assertThat(read.json().path("CreatedDate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000\\+0000");
        assertThat(read.json().at("/attributes/url").asText()).isEqualTo(DATA + "/sobjects/Account/" + id);
        assertThat(read.header("Sforce-Limit-Info")).matches("api-usage=\\d+/100000");

        assertThat(caller.patch(DATA + "/sobjects/Account/" + id.substring(0, 15), "{\"Phone\":\"1\"}").status()).isEqualTo(204);
        assertThat(caller.get(DATA + "/sobjects/Account/" + id + "?fields=Phone,Name").json().path("Phone").asText()).isEqualTo("1");

        assertThat(caller.delete(DATA + "/sobjects/Account/" + id).status()).isEqualTo(204);
        assertThat(caller.get(DATA + "/sobjects/Account/" + id).status()).isEqualTo(404);
        var again = caller.delete(DATA + "/sobjects/Account/" + id);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.json().at("/0/errorCode").asText()).isEqualTo("ENTITY_IS_DELETED");
        assertThat(caller.query("SELECT COUNT() FROM Account WHERE Id = '" + id + "'").json().path("totalSize").asInt()).isZero();
        JsonNode bin = caller.get(DATA + "/queryAll?q=" + Caller.encoded("SELECT Id, IsDeleted FROM Account WHERE IsDeleted = true")).json();
        assertThat(bin.at("/records/0/Id").asText()).isEqualTo(id);
    }

    @Test
    void queriesFindTheFirstAccounts() {
        JsonNode found = caller.query("SELECT Name, Industry FROM Account WHERE AccountNumber >= 'A-1001' AND (Industry IN ('Banking',"
                + "'media') OR NOT Phone LIKE '%555%') ORDER BY Name DESC NULLS LAST LIMIT 5").json();
        assertThat(found.path("totalSize").asInt()).isEqualTo(2);
        assertThat(found.at("/records/0/Name").asText()).isEqualTo("Sunset Media");
        assertThat(caller.query("SELECT Id FROM Account WHERE Phone != '1' AND CreatedDate = TODAY").json().path("totalSize").asInt())
                .as("what has no phone differs from every phone").isEqualTo(12);
    }

    @Test
    void collectionsHaveOneOutcomeForEachRecord() {
        var answer = caller.post(DATA + "/composite/sobjects", "{\"allOrNone\":false,\"records\":["
                + "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"One\"},{\"attributes\":{\"type\":\"Account\"},\"Phone\":\"1\"}]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/0/success").asBoolean()).isTrue();
        assertThat(answer.json().at("/1/errors/0/statusCode").asText()).isEqualTo("REQUIRED_FIELD_MISSING");
        String one = answer.json().at("/0/id").asText();

        var all = caller.patch(DATA + "/composite/sobjects", "{\"allOrNone\":true,\"records\":[{\"attributes\":{\"type\":\"Account\"},"
                + "\"id\":\"" + one + "\",\"Phone\":\"7\"},{\"attributes\":{\"type\":\"Account\"},\"id\":\"001000000000000AAA\",\"Phone\":\"8\"}]}");
        assertThat(all.json().at("/0/errors/0/statusCode").asText()).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(all.json().at("/1/errors/0/statusCode").asText()).isEqualTo("INVALID_CROSS_REFERENCE_KEY");
        assertThat(caller.get(DATA + "/sobjects/Account/" + one).json().path("Phone").isNull()).isTrue();

        var read = caller.get(DATA + "/composite/sobjects/Account?ids=" + one + ",001000000000000AAA&fields=Id,Name");
        assertThat(read.json().at("/0/Name").asText()).isEqualTo("One");
        assertThat(read.json().get(1).isNull()).isTrue();

        var upserted = caller.patch(DATA + "/composite/sobjects/Account/SyncId__c", "{\"records\":[{\"attributes\":{\"type\":\"Account\"},"
                + "\"SyncId__c\":\"s-1\",\"Name\":\"Two\"}]}");
        assertThat(upserted.json().at("/0/created").asBoolean()).as(upserted.text()).isTrue();
        assertThat(caller.delete(DATA + "/composite/sobjects?ids=" + one + "&allOrNone=true").json().at("/0/success").asBoolean()).isTrue();
    }
}
