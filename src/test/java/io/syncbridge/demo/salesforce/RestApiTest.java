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

    @Test
    void groupsAreCounted() {
        JsonNode groups = caller.query("SELECT Industry ind, COUNT(Id), MAX(Owner.Name) boss FROM Account WHERE Industry != null GROUP BY Industry"
                + " HAVING COUNT(Id) >= 1 ORDER BY COUNT(Id) DESC, Industry").json();
        assertThat(groups.path("totalSize").asInt()).as(groups.toString()).isGreaterThan(2);
        assertThat(groups.at("/records/0/attributes/type").asText()).isEqualTo("AggregateResult");
        assertThat(groups.at("/records/0/ind").asText()).isNotEmpty();
        assertThat(groups.at("/records/0/expr0").asInt()).isGreaterThanOrEqualTo(groups.at("/records/1/expr0").asInt());
        assertThat(caller.query("SELECT Owner.Name, COUNT(Id) n FROM Account GROUP BY Owner.Name").json().at("/records/0/Name").asText()).isNotEmpty();
        assertThat(caller.query("SELECT CALENDAR_YEAR(CreatedDate), COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)").json()
                .at("/records/0/expr0").asInt()).isGreaterThan(2000);
        assertThat(caller.query("SELECT COUNT(Id) FROM Account HAVING COUNT(Id) > 1000").json().path("totalSize").asInt()).isZero();
        assertThat(caller.query("SELECT Name, COUNT(Id) FROM Account GROUP BY Industry").status()).isEqualTo(400);
    }

    @Test
    void childrenAndParentsAreFound() {
        String parent = created("{\"Name\":\"Parent\"}");
        created("{\"Name\":\"Lonely\"}");
        for (String name : new String[] {"Abel", "Berta", "Cain"}) {
            caller.post(DATA + "/sobjects/Contact", "{\"LastName\":\"" + name + "\",\"AccountId\":\"" + parent + "\"}");
        }

        JsonNode found = caller.query("SELECT Name, (SELECT LastName, Account.Name FROM Contacts WHERE LastName > 'Abel' ORDER BY LastName DESC LIMIT 2)"
                + " FROM Account WHERE Name IN ('Parent', 'Lonely') ORDER BY Name").json();
        assertThat(found.at("/records/0/Contacts").isNull()).as(found.toString()).isTrue();
        assertThat(found.at("/records/1/Contacts/totalSize").asInt()).isEqualTo(2);
        assertThat(found.at("/records/1/Contacts/records/0/LastName").asText()).isEqualTo("Cain");
        assertThat(found.at("/records/1/Contacts/records/0/Account/Name").asText()).isEqualTo("Parent");
        assertThat(caller.query("SELECT Name FROM Account WHERE Name != 'x' AND Id IN (SELECT AccountId FROM Contact WHERE LastName = 'Abel'"
                + " AND Account.Name = 'Parent') AND Name LIKE 'P%'").json().path("totalSize").asInt()).isEqualTo(1);
        assertThat(caller.query("SELECT Name FROM Account WHERE Name IN ('Parent', 'Lonely') AND Id NOT IN (SELECT AccountId FROM Contact)").json()
                .at("/records/0/Name").asText()).isEqualTo("Lonely");
        assertThat(caller.query("SELECT Id, (SELECT Id FROM Nobodies) FROM Account").json().at("/0/message").asText()).contains("relationship 'Nobodies'");
        assertThat(caller.get(DATA + "/sobjects/Account/describe").json().path("childRelationships").findValuesAsText("relationshipName")).contains("Contacts");
    }

    @Test
    void theColumnsOfAQueryAreDescribed() {
        JsonNode columns = caller.get(DATA + "/query?columns=true&q=" + Caller.encoded("SELECT Id, Name, Owner.Name, AnnualRevenue FROM Account")).json();
        assertThat(columns.path("entityName").asText()).isEqualTo("Account");
        assertThat(columns.path("keyPrefix").asText()).isEqualTo("001");
        assertThat(columns.path("idSelected").asBoolean()).isTrue();
        assertThat(columns.path("columnMetadata").findValuesAsText("columnName")).containsExactly("Id", "Name", "Owner.Name", "AnnualRevenue");
        assertThat(columns.at("/columnMetadata/3/numberType").asBoolean()).isTrue();
    }

    @Test
    void oneExternalIdStandsForOneRecordOfARequest() {
        var answer = caller.patch(DATA + "/composite/sobjects/Account/SyncId__c", "{\"records\":["
                + "{\"attributes\":{\"type\":\"Account\"},\"SyncId__c\":\"s-1\",\"Name\":\"One\"},"
                + "{\"attributes\":{\"type\":\"Account\"},\"SyncId__c\":\"s-2\",\"Name\":\"Two\"},"
                + "{\"attributes\":{\"type\":\"Account\"},\"SyncId__c\":\"S-1\",\"Name\":\"Three\"}]}");
        assertThat(answer.json().at("/0/errors/0/statusCode").asText()).isEqualTo("DUPLICATE_VALUE");
        assertThat(answer.json().at("/1/success").asBoolean()).isTrue();
        assertThat(answer.json().at("/2/errors/0/message").asText()).isEqualTo("Duplicate external id specified: S-1");
    }

    @Test
    void aValueThatCannotBeReadSpoilsItsRequest() {
        var answer = caller.post(DATA + "/composite/sobjects", "{\"records\":[{\"attributes\":{\"type\":\"Account\"},\"Name\":\"One\"},"
                + "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"Two\",\"AnnualRevenue\":\"much\"}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/0/errorCode").asText()).isEqualTo("JSON_PARSER_ERROR");
        assertThat(caller.query("SELECT COUNT() FROM Account WHERE Name IN ('One', 'Two')").json().path("totalSize").asInt()).isZero();
    }

    /** As widely used streaming clients send it: what comes together is answered together, and at once. */
    @Test
    void connectAndSubscribeInOneMessageAreBothAnswered() {
        JsonNode handshake = caller.post("/cometd/59.0", "[{\"channel\":\"/meta/handshake\",\"id\":\"1\",\"version\":\"1.0\","
                + "\"supportedConnectionTypes\":[\"long-polling\"]}]").json();
        String client = handshake.at("/0/clientId").asText();
        String connect = "{\"channel\":\"/meta/connect\",\"id\":\"%s\",\"clientId\":\"" + client + "\",\"connectionType\":\"long-polling\"}";
        caller.post("/cometd/59.0", "[" + connect.formatted("2") + "]");

        JsonNode both = caller.post("/cometd/59.0", "[" + connect.formatted("3") + ",{\"channel\":\"/meta/subscribe\",\"id\":\"4\",\"clientId\":\""
                + client + "\",\"subscription\":\"/data/AccountChangeEvent\"}]").json();

        assertThat(both.findValuesAsText("id")).containsExactlyInAnyOrder("3", "4");
        assertThat(both.findValuesAsText("successful")).containsExactly("true", "true");
        created("{\"Name\":\"Heard\"}");
        JsonNode heard = caller.post("/cometd/59.0", "[" + connect.formatted("5") + "]").json();
        assertThat(heard.findValuesAsText("channel")).contains("/data/AccountChangeEvent");
    }

    /** Clients that keep only the host of the addresses that a login returns. */
    @Test
    void anOrganizationAtTheRootNamesAddressesAtTheRoot() throws Exception {
        try (var rooted = SimulatedSalesforce.startAtRoot()) {
            var other = new Caller(rooted.url()).loggedIn();
            assertThat(other.login(java.util.Map.of("grant_type", "client_credentials", "client_id", "demo", "client_secret", "demo")).json()
                    .path("instance_url").asText()).isEqualTo(rooted.url()).doesNotContain("/demo");
            assertThat(other.query("SELECT COUNT() FROM Account").json().path("totalSize").asInt()).isPositive();
            String soap = other.post("/services/Soap/u/59.0", "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>"
                    + "<login xmlns='urn:partner.soap.sforce.com'><username>demo</username><password>demo</password></login></e:Body></e:Envelope>",
                    "Content-Type", "text/xml").text();
            assertThat(soap).contains("<serverUrl>" + rooted.url() + "/services/Soap/u/59.0/");
            assertThat(other.post(DATA + "/jobs/query", "{\"operation\":\"query\",\"query\":\"SELECT Id FROM Account\"}").status()).isEqualTo(200);
        }
    }
}
