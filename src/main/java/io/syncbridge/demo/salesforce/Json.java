package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON text, trees and values. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws ApiException 400 if it is no JSON */
    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw ApiException.unreadable(unreadable.getOriginalMessage() + " at [line:"
                    + unreadable.getLocation().getLineNr() + ", column:" + unreadable.getLocation().getColumnNr() + "]");
        }
    }

    /** @throws ApiException 400 if it is no such value */
    static <T> T read(JsonNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException unreadable) {
            throw ApiException.unreadable(unreadable.getOriginalMessage());
        }
    }

    /** @throws ApiException 400 if it is no JSON object */
    static ObjectNode objectOf(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.unreadable("The HTTP entity body is required, but this request has no entity body.");
    }
}
