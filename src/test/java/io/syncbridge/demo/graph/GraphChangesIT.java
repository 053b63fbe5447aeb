package io.syncbridge.demo.graph;

import static io.syncbridge.demo.graph.GraphClient.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.demo.graph.GraphClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delta and {@code $batch} by plain HTTP. */
class GraphChangesIT {

    private GraphServer server;
    private GraphClient graph;
    private final List<JsonNode> told = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = GraphServer.start();
        graph = new GraphClient(server.url()).login();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theFirstDeltaTellsEverythingInPagesButNothingOfWhatWasDeletedBefore() throws Exception {
        graph.delete(ITEMS + "/8");
        String link = follow(ITEMS + "/delta?$expand=fields($select=Title)&$top=3");
        assertThat(ids()).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(told.get(0).path("fields").path("Title").asText()).isEqualTo("Northwind Farming");
        assertThat(told.get(0).path("fields").has("AccountNumber")).isFalse();
        follow(link);
        assertThat(told).isEmpty();
    }

    @Test
    void whatChangesIsToldOnceAsItIsNow() throws Exception {
        String link = follow(ITEMS + "/microsoft.graph.delta(token='latest')?$expand=fields");
        assertThat(told).isEmpty();
        graph.patch(ITEMS + "/3/fields", "{\"Title\": \"One\"}");
        graph.patch(ITEMS + "/3/fields", "{\"Title\": \"Two\"}");
        graph.patch(ITEMS + "/2/fields", "{\"Title\": \"Three\"}");
        graph.delete(ITEMS + "/1");

        link = follow(link);
        assertThat(ids()).containsExactly("3", "2", "1");
        assertThat(told.get(0).path("fields").path("Title").asText()).isEqualTo("Two");
        assertThat(told.get(2).path("deleted").path("state").asText()).isEqualTo("deleted");
        assertThat(told.get(2).has("fields")).isFalse();
        follow(link);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsDeletedWhileTheFirstDeltaIsReadIsTold() throws Exception {
        graph.delete(ITEMS + "/8");
        Answer page = graph.get(ITEMS + "/delta()?$top=4");
        graph.delete(ITEMS + "/1");
        String link = follow(page.json().path("@odata.nextLink").asText());
        assertThat(ids()).containsExactly("5", "6", "7", "1");
        follow(link);
        assertThat(told).isEmpty();
    }

    @Test
    void deltaTokensMayBeGone() throws Exception {
        String link = follow(ITEMS + "/delta?$expand=fields");
        server.faults("{\"resync\": {\"count\": 1}}");
        Answer gone = graph.get(link);
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.code()).isEqualTo("resyncRequired");
        follow(gone.header("Location"));
        assertThat(told).hasSize(8).allMatch(item -> item.has("fields"));
        assertThat(graph.get(ITEMS + "/delta?token=nonsense").status()).isEqualTo(400);
    }

    @Test
    void anItemMayBeToldTwice() throws Exception {
        server.faults("{\"repeatedItems\": {}}");
        follow(ITEMS + "/delta");
        assertThat(ids()).hasSize(9).startsWith("1").endsWith("1");
    }

    @Test
    void aBatchAnswersEachPartByItself() throws Exception {
        Answer answer = batch("""
                {"id": "a", "method": "PATCH", "url": "/sites/demo/lists/Companies/items/1/fields", "body": {"Title": "A"},
                 "headers": {"Content-Type": "application/json", "If-Match": "\\"x,9\\""}},
                {"id": "b", "method": "GET", "url": "sites/demo/lists/Companies/items/2?$expand=fields($select=Title)"},
                {"id": "c", "method": "DELETE", "url": "/sites/demo/lists/Companies/items/3"},
                {"id": "d", "method": "GET", "url": "/sites/demo/lists/Companies/items/99"},
                {"id": "e", "method": "GET", "url": "/sites/demo", "dependsOn": ["d"]},
                {"id": "f", "method": "POST", "url": "/sites/demo/lists/Companies/items", "body": {"fields": {"Title": "F"}},
                 "headers": {"Content-Type": "application/json"}, "dependsOn": ["c"]}""");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(statuses(answer)).containsExactlyInAnyOrder("a 412", "b 200", "c 204", "d 404", "e 424", "f 201");
        JsonNode created = part(answer, "f");
        assertThat(created.path("body").path("fields").path("Title").asText()).isEqualTo("F");
        assertThat(created.path("headers").path("ETag").asText()).isNotEmpty();
        assertThat(part(answer, "c").has("body")).isFalse();
        assertThat(part(answer, "b").path("body").path("fields").path("Title").asText()).isEqualTo("Contour Bank");
    }

    @Test
    void aBatchIsRefusedAsAWhole() throws Exception {
        String part = "{\"id\": \"%d\", \"method\": \"GET\", \"url\": \"/sites/demo\"}";
        String twenty = IntStream.range(0, 20).mapToObj(part::formatted).collect(Collectors.joining(","));
        assertThat(batch(twenty).status()).isEqualTo(200);
        Answer tooMany = batch(twenty + "," + part.formatted(20));
        assertThat(tooMany.status()).isEqualTo(400);
        assertThat(tooMany.message()).contains("exceeds the maximum value of 20");
        assertThat(batch(twenty + "," + part.formatted(1)).status()).isEqualTo(400);
        assertThat(batch("{\"id\": \"1\", \"method\": \"POST\", \"url\": \"/sites\", \"body\": {}}").message()).contains("Content-Type");
        assertThat(new GraphClient(server.url()).post("/$batch", "{\"requests\": []}").status()).isEqualTo(401);
    }

    @Test
    void partsAreThrottledOneByOne() throws Exception {
        server.faults("{\"throttle\": {\"count\": 1, \"seconds\": 0, \"match\": \"items/2\"}}");
        Answer answer = batch("""
                {"id": "1", "method": "GET", "url": "/sites/demo/lists/Companies/items/1"},
                {"id": "2", "method": "GET", "url": "/sites/demo/lists/Companies/items/2"}""");
        assertThat(statuses(answer)).containsExactlyInAnyOrder("1 200", "2 429");
        assertThat(part(answer, "2").path("headers").path("Retry-After").asText()).isEqualTo("0");
        assertThat(part(answer, "2").path("body").path("error").path("code").asText()).isEqualTo("activityLimitReached");
    }

    @Test
    void requestsAreCounted() throws Exception {
        server.countAnew();
        graph.get("/sites/demo");
        batch("{\"id\": \"1\", \"method\": \"GET\", \"url\": \"/sites/demo\"},{\"id\": \"2\", \"method\": \"GET\", \"url\": \"/sites/none\"}");
        JsonNode counts = server.requests();
        assertThat(counts.path("requests").asInt()).isEqualTo(2);
        assertThat(counts.path("batchParts").asInt()).isEqualTo(2);
        assertThat(counts.path("byKind").path("GET /v1.0/sites/{site}").asInt()).isEqualTo(1);
        assertThat(counts.path("byKind").path("$batch: GET /v1.0/sites/{site}").asInt()).isEqualTo(2);
        assertThat(counts.path("byStatus").path("404").asInt()).isEqualTo(1);
    }

    /** Reads to the end, keeps what is told, and returns the link for the next time. */
    private String follow(String start) throws Exception {
        told.clear();
        String next = start;
        while (true) {
            Answer page = graph.get(next);
            assertThat(page.status()).as(page.message()).isEqualTo(200);
            page.json().path("value").forEach(told::add);
            if (page.json().has("@odata.deltaLink")) {
                return page.json().path("@odata.deltaLink").asText();
            }
            next = page.json().path("@odata.nextLink").asText();
        }
    }

    private List<String> ids() {
        return told.stream().map(item -> item.path("id").asText()).toList();
    }

    private Answer batch(String parts) throws Exception {
        return graph.post("/$batch", "{\"requests\": [" + parts + "]}");
    }

    private static JsonNode part(Answer batch, String id) {
        for (JsonNode part : batch.json().path("responses")) {
            if (part.path("id").asText().equals(id)) {
                return part;
            }
        }
        throw new AssertionError("no answer " + id);
    }

    private static List<String> statuses(Answer batch) {
        var statuses = new ArrayList<String>();
        batch.json().path("responses").forEach(part -> statuses.add(part.path("id").asText() + " " + part.path("status").asText()));
        return statuses;
    }
}
