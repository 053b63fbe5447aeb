package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. @param body JSON; {@code null} for none */
record GraphAnswer(int status, Map<String, String> headers, JsonNode body) {

    static GraphAnswer ok(JsonNode body) {
        return of(200, body);
    }

    static GraphAnswer of(int status, JsonNode body) {
        return new GraphAnswer(status, Map.of(), body);
    }

    static GraphAnswer noContent() {
        return of(204, null);
    }

    /** Returns an answer whose ETag header says what its body says. */
    static GraphAnswer tagged(int status, ObjectNode body) {
        return of(status, body).with(Map.of("ETag", body.path("@odata.etag").asText()));
    }

    GraphAnswer with(Map<String, String> more) {
        var all = new LinkedHashMap<>(more);
        all.putAll(headers);
        return new GraphAnswer(status, all, body);
    }
}
