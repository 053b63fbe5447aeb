package io.syncbridge.demo.graph;

import static io.syncbridge.demo.graph.GraphClient.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.syncbridge.Patience;
import io.syncbridge.demo.graph.GraphClient.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Change notifications to a real receiver. */
class GraphSubscriptionsIT {

    private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private String handshake = "text/plain";
    private HttpServer receiver;
    private GraphServer server;
    private GraphClient graph;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        server = GraphServer.start();
        graph = new GraphClient(server.url()).login();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] answer = new byte[0];
        String query = exchange.getRequestURI().getRawQuery();
        int status = 202;
        if (query != null && query.startsWith("validationToken=")) {
            status = 200;
            answer = URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8).getBytes();
            exchange.getResponseHeaders().set("Content-Type", handshake);
        } else {
            status = statuses.isEmpty() ? 202 : statuses.poll();
            received.add(new String(exchange.getRequestBody().readAllBytes()));
        }
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private Answer subscribe(Duration life, String changeType) throws Exception {
        return graph.post("/subscriptions", """
                {"changeType": "%s", "notificationUrl": "http://127.0.0.1:%d/hook", "resource": "sites/demo/lists/Companies",
                 "expirationDateTime": "%s", "clientState": "secret state", "lifecycleNotificationUrl": "http://127.0.0.1:1/life"}"""
                .formatted(changeType, receiver.getAddress().getPort(), Instant.now().plus(life)));
    }

    @Test
    void severalChangesAreToldInOneNotification() throws Exception {
        Answer created = subscribe(Duration.ofHours(1), "updated");
        assertThat(created.status()).isEqualTo(201);
        String id = created.json().path("id").asText();
        graph.post("/$batch", """
                {"requests": [{"id": "1", "method": "DELETE", "url": "/sites/demo/lists/Companies/items/1"},
                              {"id": "2", "method": "DELETE", "url": "/sites/demo/lists/Companies/items/2"}]}""");
        Patience.await().until(() -> !received.isEmpty());
        var told = Json.parse(received.peek()).path("value").path(0);
        assertThat(told.path("subscriptionId").asText()).isEqualTo(id);
        assertThat(told.path("clientState").asText()).isEqualTo("secret state");
        assertThat(told.path("changeType").asText()).isEqualTo("updated");
        assertThat(told.path("resource").asText()).isEqualTo("sites/demo/lists/Companies");
        assertThat(told.path("subscriptionExpirationDateTime").asText()).isNotEmpty();
        assertThat(received).hasSize(1);
    }

    @Test
    void aNotificationIsRepeatedUntilItIsAccepted() throws Exception {
        subscribe(Duration.ofHours(1), "updated");
        statuses.add(503);
        graph.delete(ITEMS + "/1");
        Patience.await().until(() -> received.size() == 2);
    }

    @Test
    void notificationsAreLostAndDoubledOnDemand() throws Exception {
        subscribe(Duration.ofHours(1), "updated");
        server.faults("{\"lostNotifications\": {\"count\": 1}, \"duplicateNotifications\": {\"count\": 1}}");
        graph.delete(ITEMS + "/1");
        Patience.await().until(() -> !graph.get(server.url() + "/faults").json().at("/lostNotifications/count").asText().equals("1"));
        graph.delete(ITEMS + "/2");
        Patience.await().until(() -> received.size() == 2);
    }

    @Test
    void aSubscriptionIsRenewedAndEnds() throws Exception {
        String path = "/subscriptions/" + subscribe(Duration.ofHours(1), "updated").json().path("id").asText();
        Instant later = Instant.now().plus(Duration.ofDays(20));
        Answer renewed = graph.patch(path, "{\"expirationDateTime\": \"" + later + "\"}");
        assertThat(Instant.parse(renewed.json().path("expirationDateTime").asText())).isAfter(Instant.now().plus(Duration.ofDays(19)));
        assertThat(graph.get("/subscriptions").json().path("value")).hasSize(1);
        server.faults("{\"clock\": {\"seconds\": 2000000}}");
        assertThat(graph.get(path).status()).isEqualTo(404);
        server.noFaults();
        assertThat(graph.delete(path).status()).isEqualTo(204);
        assertThat(graph.delete(path).code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void subscriptionsThatCannotBeAreRefused() throws Exception {
        assertThat(subscribe(Duration.ofMinutes(42_302), "updated").message()).contains("42300 minutes");
        assertThat(subscribe(Duration.ofMinutes(-1), "updated").status()).isEqualTo(400);
        assertThat(subscribe(Duration.ofHours(1), "created").message()).contains("changeType");
        assertThat(graph.post("/subscriptions", "{}").message()).contains("'changeType' is required");
        handshake = "text/html";
        Answer unproven = subscribe(Duration.ofHours(1), "updated");
        assertThat(unproven.status()).isEqualTo(400);
        assertThat(unproven.code()).isEqualTo("ValidationError");
        receiver.stop(0);
        assertThat(subscribe(Duration.ofHours(1), "updated").status()).isEqualTo(400);
        assertThat(graph.get("/subscriptions").json().path("value")).isEmpty();
    }
}
