package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A caller of the simulated organization by plain HTTP. */
final class Caller {

    static final String DATA = "/services/data/v59.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private String token = "none";

    Caller(String url) {
        this.url = url;
    }

    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (java.io.IOException unreadable) {
                throw new AssertionError(response.body(), unreadable);
            }
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    Caller loggedIn() {
        token = login(Map.of("grant_type", "client_credentials", "client_id", "demo", "client_secret", "demo"))
                .json().path("access_token").asText();
        return this;
    }

    Answer login(Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(url + "/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream().map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&")))));
    }

    Answer get(String path, String... headers) {
        return ask("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) {
        return ask("POST", path, body, headers);
    }

    Answer patch(String path, String body, String... headers) {
        return ask("PATCH", path, body, headers);
    }

    Answer delete(String path, String... headers) {
        return ask("DELETE", path, "", headers);
    }

    Answer query(String soql) {
        return get(DATA + "/query?q=" + encoded(soql));
    }

    Answer ask(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        boolean typed = headers.length > 0 && headers[0].equals("Content-Type");
        if (!typed) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
