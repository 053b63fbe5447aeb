package io.syncbridge.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** What people and other programs do in the simulated organization, each time with a login of their own. */
public record Org(String url, String client) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "/services/data/v62.0/";

    public Org(String url) {
        this(url, "people");
    }

    /** @param name what the organization knows the program by */
    Org as(String name) {
        return new Org(url, name);
    }

    public String create(String object, Map<String, ?> values) {
        return ask("POST", DATA + "sobjects/" + object, values).path("id").asText();
    }

    public void update(String object, String id, Map<String, ?> values) {
        ask("PATCH", DATA + "sobjects/" + object + "/" + id, values);
    }

    void delete(String object, String id) {
        ask("DELETE", DATA + "sobjects/" + object + "/" + id, null);
    }

    JsonNode get(String object, String id) {
        return ask("GET", DATA + "sobjects/" + object + "/" + id, null);
    }

    void forgetQueryJob(String id) {
        ask("DELETE", DATA + "jobs/query/" + id, null);
    }

    void fault(Map<String, ?> fault) {
        ask("POST", "/faults", fault);
    }

    /** Returns how many requests of each kind came since the last call. */
    public JsonNode requests() {
        JsonNode counted = ask("GET", "/requests", null);
        ask("DELETE", "/requests", null);
        return counted.path("kinds");
    }

    private JsonNode ask(String method, String path, Object body) {
        String login = "grant_type=client_credentials&client_id=demo&client_secret=demo";
        String token = path.startsWith(DATA) ? send(HttpRequest.newBuilder(URI.create(url + "/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(login)))
                .path("access_token").asText() : "";
        try {
            return send(HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json").header("Sforce-Call-Options", "client=" + client)
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(response.statusCode() + " " + response.body());
            }
            return response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
