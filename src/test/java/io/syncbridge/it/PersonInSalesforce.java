package io.syncbridge.it;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** What people do with accounts in a simulated organization, by its API; what fails is tried again. */
final class PersonInSalesforce {

    private static final String DATA = "/services/data/v62.0";

    private final String url;
    private String session;

    /** @param login which organization, as {@link AccountsWorlds} calls it */
    PersonInSalesforce(String login) {
        url = ConfigProvider.getConfig().getValue("bridge.salesforce." + login + ".login-url", String.class);
    }

    /** Returns the id of a new account. */
    String create(Map<String, Object> values) {
        String number = values.get("AccountNumber").toString();
        Patience.until(() -> account(number) != null
                || session().body(values).post(DATA + "/sobjects/Account").statusCode() == 201);
        return account(number).get("Id").toString();
    }

    void edit(String id, Map<String, Object> values) {
        Patience.until(() -> session().body(values).patch(DATA + "/sobjects/Account/" + id).statusCode() == 204);
    }

    /** Moves the account to the recycle bin. */
    void delete(String id) {
        Patience.until(() -> List.of(204, 404).contains(session().delete(DATA + "/sobjects/Account/" + id).statusCode()));
    }

    /** Takes the account out of the recycle bin; only SOAP can. */
    void restore(String id) {
        session();
        String call = "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Header><SessionHeader xmlns='urn:partner.soap.sforce.com'>"
                + "<sessionId>" + session + "</sessionId></SessionHeader></Header><Body><undelete xmlns='urn:partner.soap.sforce.com'><ids>"
                + id + "</ids></undelete></Body></Envelope>";
        given().baseUri(url).contentType("text/xml").header("SOAPAction", "x").body(call).post("/services/Soap/u/62.0").then()
                .statusCode(200).body(org.hamcrest.Matchers.containsString("<success>true</success>"));
    }

    /** Returns the account of that number; {@code null} for none. */
    Map<String, Object> account(String number) {
        List<Map<String, Object>> found = query(" WHERE AccountNumber = '" + number + "'");
        if (found.size() > 1) {
            throw new AssertionError("Doubled: " + found);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    List<Map<String, Object>> accounts() {
        return query("");
    }

    private List<Map<String, Object>> query(String where) {
        String soql = "SELECT Id, Name, AccountNumber, Phone, Industry, AnnualRevenue, LastModifiedDate, LastSyncSource__c FROM Account"
                + where + " LIMIT 2000";
        Response[] answer = new Response[1];
        Patience.until(() -> {
            answer[0] = session().queryParam("q", soql).get(DATA + "/query");
            return answer[0].statusCode() == 200;
        });
        return answer[0].jsonPath().getList("records");
    }

    /** Returns how many requests wrote something since {@link #countAnew()}. */
    long writes() {
        Map<String, Integer> kinds = new HashMap<>(given().baseUri(url).get("/requests").jsonPath().getMap("kinds"));
        kinds.keySet().removeIf(kind -> kind.startsWith("GET") || kind.startsWith("login") || kind.startsWith("cometd")
                || kind.equals("POST composite/sobjects/object"));
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    void countAnew() {
        given().baseUri(url).delete("/requests");
    }

    /** @param faults as JSON */
    void faults(String faults) {
        given().baseUri(url).contentType(ContentType.JSON).body(faults).post("/faults").then().statusCode(200);
    }

    void noFaults() {
        given().baseUri(url).delete("/faults").then().statusCode(200);
    }

    private RequestSpecification session() {
        if (session == null || given().baseUri(url).auth().oauth2(session).get(DATA + "/limits").statusCode() == 401) {
            session = given().baseUri(url).formParams(Map.of("grant_type", "client_credentials", "client_id", "demo", "client_secret",
                    "demo")).post("/services/oauth2/token").jsonPath().getString("access_token");
        }
        return given().baseUri(url).auth().oauth2(session).contentType(ContentType.JSON);
    }
}
