package io.syncbridge.connector.sharepoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.demo.graph.GraphServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Camel context and the simulated Graph; a test asks as the bridge does, and edits as a person does. */
abstract class GraphListBase {

    protected static final String COMPANIES = "/v1.0/sites/demo/lists/Companies";
    private static final ObjectMapper JSON = new ObjectMapper();

    protected final List<Boolean> tokensAsked = new ArrayList<>();
    protected GraphServer graph;
    protected DefaultCamelContext context;
    protected GraphConnections connections;
    private final HttpClient http = HttpClient.newHttpClient();
    private String token;

    @BeforeEach
    void start() throws Exception {
        graph = GraphServer.start();
        context = new DefaultCamelContext();
        connections = new GraphConnections(Map.of("default", Settings.of(graph.url())), this::login);
        context.getRegistry().bind("graphConnections", connections);
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        graph.close();
    }

    private synchronized String login(String connection, BridgeConfig.SharePoint settings, boolean fresh) {
        if (token == null || fresh) {
            tokensAsked.add(fresh);
            token = newToken(settings);
        }
        return token;
    }

    private String newToken(BridgeConfig.SharePoint settings) {
        String form = "grant_type=client_credentials&client_id=demo&client_secret=demo&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default";
        return send(HttpRequest.newBuilder(URI.create(settings.tokenUrl().orElseThrow()))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)))
                .path("access_token").asText();
    }

    /** Does by hand what a person or another program does, with a login of its own. */
    protected JsonNode byHand(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(graph.url() + path)).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + newToken(Settings.of(graph.url()))).method(method, BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            String answer = http.send(request.build(), BodyHandlers.ofString()).body();
            return answer.isEmpty() ? JSON.nullNode() : JSON.readTree(answer);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    protected Message ask(String action, Object body, String options, Map<String, Object> headers) throws Exception {
        var endpoint = context.getEndpoint("sync-sharepoint:list?site=demo&list=Companies" + options);
        Exchange exchange = context.createFluentProducerTemplate().to(endpoint).withBody(body)
                .withHeaders(headers).withHeader(SyncHeaders.ACTION, action).request(Exchange.class);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage();
    }

    protected List<Map<String, Object>> ask(String action, List<?> body) throws Exception {
        return records(ask(action, body, "", Map.of()));
    }

    protected Map<String, Object> write(String action, Map<String, Object> write, String options) throws Exception {
        return records(ask(action, List.of(write), options, Map.of())).get(0);
    }

    protected Message changes(String cursor, int limit) throws Exception {
        var headers = new LinkedHashMap<String, Object>(Map.of(SyncHeaders.LIMIT, limit));
        if (cursor != null) {
            headers.put(SyncHeaders.CURSOR, cursor);
        }
        return ask("changes", null, "", headers);
    }

    /** All pages of one poll. */
    protected record Poll(List<Map<String, Object>> reports, String cursor, List<Boolean> scanComplete) {

        Map<String, Object> of(String id) {
            return reports.stream().filter(report -> id.equals(report.get("@id"))).findFirst().orElseThrow();
        }
    }

    protected Poll poll(String cursor, int limit) throws Exception {
        var reports = new ArrayList<Map<String, Object>>();
        var complete = new ArrayList<Boolean>();
        Message page;
        do {
            page = changes(cursor, limit);
            reports.addAll(records(page));
            complete.add(page.getHeader(SyncHeaders.SCAN_COMPLETE, Boolean.class));
            cursor = page.getHeader(SyncHeaders.CURSOR, String.class);
        } while (page.getHeader(SyncHeaders.MORE, Boolean.class));
        return new Poll(reports, cursor, complete);
    }

    @SuppressWarnings("unchecked")
    protected static List<Map<String, Object>> records(Message message) {
        return message.getBody(List.class);
    }
}
