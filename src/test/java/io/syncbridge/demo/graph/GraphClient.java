package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Plain HTTP, as a client in any language would do it. */
final class GraphClient {

    static final String ITEMS = "/sites/demo/lists/Companies/items";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private String token;

    GraphClient(String url) {
        this.url = url;
    }

    record Answer(int status, JsonNode json, HttpResponse<String> raw) {

        String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        String code() {
            return json.path("error").path("code").asText();
        }

        String message() {
            return json.path("error").path("message").asText();
        }
    }

    GraphClient login() throws Exception {
        Answer answer = form("/demo/oauth2/v2.0/token", "grant_type=client_credentials&client_id=demo&client_secret=demo&scope="
                + URLEncoder.encode("https://graph.microsoft.com/.default", StandardCharsets.UTF_8));
        token = answer.json().path("access_token").asText();
        return this;
    }

    Answer form(String path, String body, String... headers) throws Exception {
        return send(request("POST", url + path, body, headers).setHeader("Content-Type", "application/x-www-form-urlencoded"));
    }

    Answer get(String path, String... headers) throws Exception {
        return call("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) throws Exception {
        return call("POST", path, body, headers);
    }

    Answer patch(String path, String body, String... headers) throws Exception {
        return call("PATCH", path, body, headers);
    }

    Answer delete(String path, String... headers) throws Exception {
        return call("DELETE", path, "", headers);
    }

    /** @param path below {@code /v1.0}, or a whole address that an answer has named. Blanks and quotes may stand as they are */
    Answer call(String method, String path, String body, String... headers) throws Exception {
        String address = path.startsWith("http") ? path : url + "/v1.0" + path.replace(" ", "%20");
        var request = request(method, address, body, headers);
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    private static HttpRequest.Builder request(String method, String address, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        JsonNode json = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        return new Answer(answer.statusCode(), json, answer);
    }
}
