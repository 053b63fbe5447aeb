package io.syncbridge.operate.command;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.time.Duration;
import java.util.Base64;
import picocli.CommandLine.Option;

/** Options that lead to the running bridge, and the way to ask its API. */
public class Connection {

    /** The running bridge did not do what was asked; the message is for the person at the terminal. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        private final int code;

        /** @param code the command's exit code */
        RefusedException(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--url", paramLabel = "ADDRESS", defaultValue = "${env:BRIDGE_URL:-http://127.0.0.1:8080}",
            description = "Where the bridge runs; BRIDGE_URL or ${DEFAULT-VALUE}.")
    URI url;

    @Option(names = "--user", paramLabel = "NAME", defaultValue = "${env:BRIDGE_USER}",
            description = "Who asks; BRIDGE_USER if left out. The password is BRIDGE_PASSWORD, or asked for by --password.")
    String user;

    @Option(names = "--password", interactive = true, arity = "0..1", defaultValue = "${env:BRIDGE_PASSWORD}",
            description = "Ask for the password.")
    String password;

    @Option(names = "--token", paramLabel = "TOKEN", defaultValue = "${env:BRIDGE_TOKEN}",
            description = "A bearer token instead of a name and password; better as BRIDGE_TOKEN.")
    String token;

    private final ObjectMapper json = new ObjectMapper();

    /** Returns the text as it stands in a part of an address. */
    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) throws RefusedException {
        return tree(send(request(path).GET().build()));
    }

    /** Returns what stands at an address that answers something other than JSON. */
    String text(String path) throws RefusedException {
        return send(request(path).GET().setHeader("Accept", "*/*").build());
    }

    JsonNode post(String path, Object body) throws RefusedException {
        return tree(send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(write(body))).build()));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        } else if (user != null) {
            String credentials = user + ":" + (password == null ? "" : password);
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private String send(HttpRequest request) throws RefusedException {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new RefusedException(isNotAllowed(answer) ? Exit.NOT_ALLOWED : Exit.REFUSED, refusal(answer));
            }
            return answer.body();
        } catch (IOException e) {
            throw new RefusedException(Exit.UNREACHABLE, "The bridge at " + url + " cannot be asked (" + e + "). Is it running? See --url.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Exit.UNREACHABLE, "Interrupted.");
        }
    }

    private static boolean isNotAllowed(HttpResponse<String> answer) {
        return answer.statusCode() == 401 || answer.statusCode() == 403;
    }

    private String refusal(HttpResponse<String> answer) {
        if (answer.statusCode() == 401) {
            return "The bridge does not know you: give --user and BRIDGE_PASSWORD, or BRIDGE_TOKEN.";
        }
        try {
            return json.readTree(answer.body()).path("detail").asText("The bridge answered " + answer.statusCode() + ".");
        } catch (JsonProcessingException e) {
            return "The bridge answered " + answer.statusCode() + ".";
        }
    }

    private JsonNode tree(String answer) throws RefusedException {
        try {
            return json.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new RefusedException(Exit.UNREACHABLE, "What answers at " + url + " is no bridge. See --url.");
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
