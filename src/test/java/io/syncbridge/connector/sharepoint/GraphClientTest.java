package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.syncbridge.connector.rest.OddAnswerException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class GraphClientTest {

    @Test
    void onlyLinksBelowGraphsOwnAddressAreFollowed() throws Exception {
        var client = new GraphClient(URI.create("https://graph.example/v1.0"), null, new TenantGate(), null);

        assertThat(client.path("https://graph.example/v1.0/sites/x?token=1")).isEqualTo("/sites/x?token=1");
        for (String elsewhere : List.of("https://evil.example/v1.0/sites/x", "http://graph.example/v1.0/sites/x",
                "https://graph.example/v1.0.evil.example/x", "https://graph.example@evil.example/v1.0/")) {
            assertThatThrownBy(() -> client.path(elsewhere)).isInstanceOf(OddAnswerException.class).hasMessageContaining("graph-url");
        }
    }

    /** Every item of a list that is gone is "not found"; if that were taken for deletes, the other systems would be emptied. */
    @Test
    void whenTheListIsGoneItsItemsDoNotCountAsDeleted() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        String root = "http://127.0.0.1:" + server.getAddress().getPort();
        boolean[] listIsThere = {true};
        server.createContext("/", exchange -> {
            boolean batch = exchange.getRequestURI().getPath().endsWith("$batch");
            byte[] answer = (batch ? "{\"responses\": [{\"id\": \"0\", \"status\": 404, \"body\": {\"error\": {\"code\": \"itemNotFound\"}}}]}"
                    : "{\"id\": \"x\", \"displayName\": \"X\", \"columns\": []}").getBytes();
            exchange.sendResponseHeaders(batch || listIsThere[0] ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try (var context = new DefaultCamelContext()) {
            context.start();
            var settings = new Settings(root, Optional.of("id"), Optional.of("secret"), Optional.empty());
            GraphClient client = new GraphConnections(Map.of("default", settings), (name, login, fresh) -> "t").client("default", context);
            var reading = new ItemReading(client, new SharePointList(client, "s", "l", Clock.systemUTC()));

            assertThat(reading.read(List.of("1"))).isEmpty();
            listIsThere[0] = false;
            assertThatThrownBy(() -> reading.read(List.of("1"))).hasMessageContaining("404");
        } finally {
            server.stop(0);
        }
    }
}
