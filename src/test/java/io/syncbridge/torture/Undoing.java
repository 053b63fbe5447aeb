package io.syncbridge.torture;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** An administrator who now and then takes back what the bridge has just written: asks for a plan, and later carries it out. */
final class Undoing {

    /** Lets the administrator in, with the password {@code secret}. */
    static final Map<String, String> SETTINGS = Map.of("bridge.people.anna.roles", "admin",
            "bridge.people.anna.password", "$2a$12$cQkGNXaIFmTBcIZlMAdT..xqmhUpKHHe2hLqDZrfPR/2xBtheilMS");

    private static final String LOGIN = "Basic "
            + Base64.getEncoder().encodeToString("anna:secret".getBytes(StandardCharsets.US_ASCII));

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final World world;
    private Long plan;
    private int carriedOut;

    Undoing(World world) {
        this.world = world;
    }

    int carriedOut() {
        return carriedOut;
    }

    /** Carries the last plan out, if there is one; otherwise plans to take back what was written in the last seconds. */
    void goOn(int seconds) {
        if (plan == null) {
            ask(new JsonObject().put("from", Instant.now().minusSeconds(seconds).toString())).ifPresent(run -> plan = run);
        } else if (ask(new JsonObject().put("plan", plan)).isPresent()) {
            carriedOut++;
            plan = null;
        }
    }

    /** Returns the run's number; empty where nobody has taken the request. */
    private Optional<Long> ask(JsonObject parameters) {
        for (BridgeProcess instance : world.instances) {
            Optional<Long> run = instance.isAlive() ? ask(instance.at("/api/runs"), parameters) : Optional.empty();
            if (run.isPresent()) {
                return run;
            }
        }
        return Optional.empty();
    }

    private Optional<Long> ask(URI address, JsonObject parameters) {
        var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).header("Content-Type", "application/json")
                .header("Authorization", LOGIN).POST(HttpRequest.BodyPublishers.ofString(new JsonObject().put("sync", "goods")
                        .put("kind", "undo").put("parameters", parameters).encode())).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 201 ? Optional.of(new JsonObject(answer.body()).getLong("id")) : Optional.empty();
        } catch (IOException away) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
