package io.syncbridge.demo.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** JSON as Graph reads and writes it. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** @throws GraphException if it is not a JSON object */
    static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException unreadable) {
            // answered below, as anything else that is no object
        }
        throw new GraphException(400, "BadRequest",
                "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
    }

    static String write(JsonNode node) {
        return node.toString();
    }

    /** Returns a copy with only these properties and those that OData itself adds. */
    static ObjectNode only(ObjectNode object, Collection<String> names) {
        ObjectNode chosen = object();
        object.fields().forEachRemaining(property -> {
            if (names.contains(property.getKey()) || property.getKey().startsWith("@odata.")) {
                chosen.set(property.getKey(), property.getValue());
            }
        });
        return chosen;
    }
}
