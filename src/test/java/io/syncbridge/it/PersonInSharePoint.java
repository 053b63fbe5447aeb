package io.syncbridge.it;

import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.syncbridge.Patience;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** What people do with the list of companies in a simulated tenant, by Graph; what fails is tried again. */
final class PersonInSharePoint {

    private static final String ITEMS = "/sites/demo/lists/Companies/items";
    private static final int BATCH = 20;

    private final String graph;
    private final String tokens;
    private String token;

    /** @param login which tenant, as {@link AccountsWorlds} calls it */
    PersonInSharePoint(String login) {
        var config = ConfigProvider.getConfig();
        graph = config.getValue("bridge.sharepoint." + login + ".graph-url", String.class);
        tokens = config.getValue("bridge.sharepoint." + login + ".token-url", String.class);
    }

    /** Returns the id of a new item. */
    String create(Map<String, Object> fields) {
        String number = fields.get("AccountNumber").toString();
        Patience.until(() -> item(number) != null || session().body(Map.of("fields", fields)).post(ITEMS).statusCode() == 201);
        return item(number).get("id").toString();
    }

    void edit(String id, Map<String, Object> fields) {
        Patience.until(() -> session().body(fields).patch(ITEMS + "/" + id + "/fields").statusCode() == 200);
    }

    /** Gives all these items the same values, twenty in a request. */
    void editAll(List<String> ids, Map<String, Object> fields) {
        for (int from = 0; from < ids.size(); from += BATCH) {
            var parts = ids.subList(from, Math.min(ids.size(), from + BATCH)).stream().map(id -> Map.of("id", id, "method", "PATCH",
                    "url", ITEMS + "/" + id + "/fields", "headers", Map.of("Content-Type", "application/json"), "body", fields)).toList();
            session().body(Map.of("requests", parts)).post("/$batch").then().statusCode(200).body("responses.status", everyItem(is(200)));
        }
    }

    /** Moves the item to the recycle bin. */
    void delete(String id) {
        Patience.until(() -> List.of(204, 404).contains(session().delete(ITEMS + "/" + id).statusCode()));
    }

    /** Takes the item out of the recycle bin. */
    void restore(String id) {
        given().baseUri(root()).post("/restore/Companies/" + id).then().statusCode(200);
    }

    /** Returns the columns of the item of that number, and its id; {@code null} for none. */
    Map<String, Object> item(String number) {
        List<Map<String, Object>> found = items().stream().filter(item -> number.equals(item.get("AccountNumber"))).toList();
        if (found.size() > 1) {
            throw new AssertionError("Doubled: " + found);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    List<Map<String, Object>> items() {
        Response[] answer = new Response[1];
        Patience.until(() -> {
            answer[0] = session().queryParam("$expand", "fields").queryParam("$top", 2000).get(ITEMS);
            return answer[0].statusCode() == 200;
        });
        return answer[0].jsonPath().<Map<String, Object>>getList("value").stream().map(PersonInSharePoint::fields).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Map<String, Object> item) {
        var fields = new HashMap<>((Map<String, Object>) item.get("fields"));
        fields.put("id", item.get("id"));
        return fields;
    }

    /** Returns how many requests there were since {@link #countAnew()}, a batch being one, without the looks of people. */
    long requests() {
        var counted = given().baseUri(root()).get("/requests").jsonPath();
        Map<String, Integer> kinds = counted.getMap("byKind");
        return counted.getLong("requests") - kinds.getOrDefault("GET /v1.0/sites/{site}/lists/{list}/items", 0)
                - kinds.getOrDefault("GET /v1.0/sites/{site}", 0);
    }

    /** Returns how many requests and parts of batches wrote something since {@link #countAnew()}. */
    long writes() {
        Map<String, Integer> kinds = given().baseUri(root()).get("/requests").jsonPath().getMap("byKind");
        return kinds.entrySet().stream().filter(kind -> kind.getKey().matches(".*(POST|PATCH|DELETE) .*/items.*"))
                .mapToInt(Map.Entry::getValue).sum();
    }

    void countAnew() {
        given().baseUri(root()).delete("/requests");
    }

    /** @param faults as JSON */
    void faults(String faults) {
        given().baseUri(root()).body(faults).post("/faults").then().statusCode(200);
    }

    void noFaults() {
        given().baseUri(root()).delete("/faults").then().statusCode(200);
    }

    private String root() {
        return graph.replace("/v1.0", "");
    }

    private RequestSpecification session() {
        if (token == null || given().baseUri(graph).auth().oauth2(token).get("/sites/demo").statusCode() == 401) {
            token = given().formParams(Map.of("grant_type", "client_credentials", "client_id", "demo", "client_secret", "demo",
                    "scope", "https://graph.microsoft.com/.default")).post(tokens).jsonPath().getString("access_token");
        }
        return given().baseUri(graph).auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** These people are none of the bridge's. */
    private static RequestSpecification given() {
        return RestAssured.given().auth().none();
    }
}
