package io.syncbridge.it;

import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.syncbridge.Patience;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** What people do with accounts in a simulated organization, by its API; what fails is tried again. */
final class PersonInSalesforce {

    private static final String DATA = "/services/data/v62.0";
    private static final int COLLECTION = 200;

    private final String url;
    private String session;

    /** @param login which organization, as {@link AccountsWorlds} calls it */
    PersonInSalesforce(String login) {
        this(URI.create(ConfigProvider.getConfig().getValue("bridge.salesforce." + login + ".login-url", String.class)));
    }

    /** @param organization where it is */
    PersonInSalesforce(URI organization) {
        url = organization.toString();
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

    /** Creates up to a thousand accounts, two hundred in a request. */
    void createAll(List<Map<String, Object>> accounts) {
        collections(accounts, body -> session().body(body).post(DATA + "/composite/sobjects"));
    }

    /** Edits up to a thousand accounts, each with its {@code Id}, two hundred in a request. */
    void editAll(List<Map<String, Object>> accounts) {
        collections(accounts, body -> session().body(body).patch(DATA + "/composite/sobjects"));
    }

    private static void collections(List<Map<String, Object>> accounts, Function<Object, Response> send) {
        for (int from = 0; from < accounts.size(); from += COLLECTION) {
            List<Map<String, Object>> typed = accounts.subList(from, Math.min(accounts.size(), from + COLLECTION)).stream().map(account -> {
                var values = new HashMap<String, Object>(account);
                values.put("attributes", Map.of("type", "Account"));
                return (Map<String, Object>) values;
            }).toList();
            send.apply(Map.of("allOrNone", true, "records", typed)).then().statusCode(200).body("success", everyItem(is(true)));
        }
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

    /** Returns how many requests used up some of the day's allowance since {@link #countAnew()}. */
    long requests() {
        return kinds().entrySet().stream().filter(kind -> !kind.getKey().startsWith("login") && !kind.getKey().startsWith("cometd"))
                .mapToLong(Map.Entry::getValue).sum();
    }

    /** Returns how many requests wrote something since {@link #countAnew()}. */
    long writes() {
        Map<String, Integer> kinds = kinds();
        kinds.keySet().removeIf(kind -> kind.startsWith("GET") || kind.startsWith("login") || kind.startsWith("cometd")
                || kind.equals("POST composite/sobjects/object"));
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, Integer> kinds() {
        return new HashMap<>(given().baseUri(url).get("/requests").jsonPath().getMap("kinds"));
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

    /** These people are none of the bridge's. */
    private static RequestSpecification given() {
        return RestAssured.given().auth().none();
    }
}
