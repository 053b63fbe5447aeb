package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.graph.Routes.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Several requests in one, each with an answer of its own; the answers come in another order than the requests. */
class BatchApi {

    static final String PATH = "/v1.0/$batch";
    private static final int MOST = 20;

    private final Function<GraphRequest, GraphAnswer> parts;

    /** @param parts answers a part as if it had come by itself */
    BatchApi(Function<GraphRequest, GraphAnswer> parts) {
        this.parts = parts;
    }

    void routes(Routes routes) {
        routes.add("POST", PATH, this::batch);
    }

    private GraphAnswer batch(Call call) {
        JsonNode requests = call.request().json().path("requests");
        check(requests);
        var statuses = new HashMap<String, Integer>();
        var answers = new ArrayList<ObjectNode>();
        for (JsonNode part : requests) {
            GraphAnswer answer = failedDependency(part, statuses) ? failedDependency() : answer(call.request(), part);
            statuses.put(part.path("id").asText(), answer.status());
            answers.add(0, json(part.path("id").asText(), answer));
        }
        ObjectNode json = Json.object();
        ArrayNode responses = json.putArray("responses");
        answers.forEach(responses::add);
        return GraphAnswer.ok(json);
    }

    private static void check(JsonNode requests) {
        if (!requests.isArray() || requests.isEmpty()) {
            throw bad("Invalid batch payload format.");
        }
        if (requests.size() > MOST) {
            throw bad("Number of batch request steps exceeds the maximum value of " + MOST + ".");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode part : requests) {
            String id = part.path("id").asText();
            if (id.isEmpty() || ids.contains(id) || !part.path("url").isTextual() || !part.path("method").isTextual()) {
                throw bad("Invalid batch payload format: each request needs an id of its own, a method and a url.");
            }
            boolean described = part.path("headers").properties().stream()
                    .anyMatch(header -> header.getKey().equalsIgnoreCase("Content-Type"));
            if (part.has("body") && !described) {
                throw bad("Write request id : " + id + " does not contain Content-Type header or body.");
            }
            for (JsonNode other : part.path("dependsOn")) {
                if (!ids.contains(other.asText())) {
                    throw bad("Request id : " + id + " depends on request id : " + other.asText() + ", which does not stand before it.");
                }
            }
            ids.add(id);
        }
    }

    private static boolean failedDependency(JsonNode part, Map<String, Integer> statuses) {
        for (JsonNode other : part.path("dependsOn")) {
            if (statuses.get(other.asText()) >= 300) {
                return true;
            }
        }
        return false;
    }

    private static GraphAnswer failedDependency() {
        ObjectNode json = Json.object();
        json.putObject("error").put("code", "FailedDependency").put("message", "A request that this one depends on has failed.");
        return GraphAnswer.of(424, json);
    }

    private GraphAnswer answer(GraphRequest outer, JsonNode part) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", outer.header("Authorization"));
        part.path("headers").fields().forEachRemaining(header -> headers.put(header.getKey(), header.getValue().asText()));
        String url = part.path("url").asText();
        return parts.apply(GraphRequest.of(part.path("method").asText(), GraphRequest.API + (url.startsWith("/") ? "" : "/") + url,
                headers, part.has("body") ? Json.write(part.path("body")) : null, outer.origin()));
    }

    private static ObjectNode json(String id, GraphAnswer answer) {
        ObjectNode json = Json.object().put("id", id).put("status", answer.status());
        ObjectNode headers = json.putObject("headers");
        answer.headers().forEach(headers::put);
        if (answer.body() != null) {
            headers.put("Content-Type", "application/json");
            json.set("body", answer.body());
        }
        return json;
    }

    private static GraphException bad(String message) {
        return new GraphException(400, "BadRequest", message);
    }
}
