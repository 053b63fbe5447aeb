package io.syncbridge.demo.graph;

import static io.syncbridge.demo.graph.GraphClient.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.Patience;
import io.syncbridge.demo.graph.GraphClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be made to go wrong does, as often as it is told to. */
class GraphFaultsIT {

    private GraphServer server;
    private GraphClient graph;

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
    void theWholeTenantIsThrottledForAWhile() throws Exception {
        server.faults("{\"throttle\": {\"count\": 1, \"seconds\": 1}}");
        Answer throttled = graph.get("/sites/demo");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("Retry-After")).isEqualTo("1");
        assertThat(throttled.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(graph.get("/users/ada@demo.example").status()).isEqualTo(429);
        Answer batch = graph.post("/$batch", "{\"requests\": [{\"id\": \"1\", \"method\": \"GET\", \"url\": \"/sites/demo\"}]}");
        assertThat(batch.json().path("responses").path(0).path("status").asInt()).isEqualTo(429);
        Patience.await().until(() -> graph.get("/sites/demo").status() == 200);
    }

    @ParameterizedTest
    @CsvSource({"unavailable,503,serviceNotAvailable", "error,500,generalException", "expiredToken,401,InvalidAuthenticationToken"})
    void requestsFailWithNothingDone(String fault, int status, String code) throws Exception {
        server.faults("{\"" + fault + "\": {\"count\": 1, \"match\": \"PATCH .*/items/1/fields\"}}");
        assertThat(graph.get(ITEMS + "/1").status()).isEqualTo(200);
        Answer failed = graph.patch(ITEMS + "/1/fields", "{\"Title\": \"Lost\"}");
        assertThat(failed.status()).isEqualTo(status);
        assertThat(failed.code()).isEqualTo(code);
        graph.login();
        assertThat(graph.get(ITEMS + "/1/fields").json().path("Title").asText()).isEqualTo("Northwind Farming");
        assertThat(graph.patch(ITEMS + "/1/fields", "{\"Title\": \"Kept\"}").status()).isEqualTo(200);
    }

    @Test
    void anExpiredTokenStaysExpired() throws Exception {
        server.faults("{\"expiredToken\": {\"count\": 1}}");
        assertThat(graph.get("/sites/demo").message()).contains("expired");
        assertThat(graph.get("/sites/demo").status()).isEqualTo(401);
        assertThat(graph.login().get("/sites/demo").status()).isEqualTo(200);
    }

    @Test
    void theConnectionIsCutAfterTheWorkIsDone() throws Exception {
        server.faults("{\"cut\": {\"count\": 1}}");
        assertThatThrownBy(() -> graph.patch(ITEMS + "/1/fields", "{\"Title\": \"Done\"}")).isInstanceOf(IOException.class);
        assertThat(graph.get(ITEMS + "/1/fields").json().path("Title").asText()).isEqualTo("Done");
    }

    @Test
    void anAnswerMayNotComeInTime() {
        server.faults("{\"timeout\": {\"count\": 1, \"seconds\": 600, \"match\": \"POST /demo/oauth2\"}}");
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/demo/oauth2/v2.0/token")).timeout(Duration.ofMillis(300))
                .POST(HttpRequest.BodyPublishers.noBody()).build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString())).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void theClockMayBeOff() throws Exception {
        server.faults("{\"clock\": {\"seconds\": -600}}");
        Answer patched = graph.patch(ITEMS + "/1/fields", "{\"Title\": \"Earlier\"}");
        Instant late = Instant.now().minusSeconds(500);
        assertThat(ZonedDateTime.parse(patched.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()).isBefore(late);
        assertThat(Instant.parse(patched.json().path("Modified").asText())).isBefore(late);
        server.noFaults();
        assertThat(Instant.parse(graph.patch(ITEMS + "/1/fields", "{}").json().path("Modified").asText())).isAfter(late);
    }

    @Test
    void faultsAreShownAndSwitchedOff() throws Exception {
        server.faults("{\"error\": {\"probability\": 0.25, \"match\": \"x\"}, \"cut\": {\"count\": 2, \"match\": \"x\"}}");
        server.faults("{\"cut\": null}");
        Answer shown = graph.get(server.url() + "/faults");
        assertThat(shown.json().toString()).isEqualTo("{\"error\":{\"probability\":0.25,\"seconds\":0,\"match\":\"x\"}}");
        assertThatThrownBy(() -> server.faults("{\"meteor\": {}}")).hasMessageContaining("There is no fault 'meteor'");
        assertThatThrownBy(() -> server.faults("{\"error\": {\"match\": \"(\"}}")).hasMessageContaining("no regular expression");
    }
}
