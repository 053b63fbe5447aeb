package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** A column of a list. @param definition Graph's columnDefinition */
record Column(ObjectNode definition) {

    /** Returns the column that a client asks for, with all that Graph adds. @throws GraphException if it has no name or type */
    static Column of(ObjectNode wish) {
        if (wish.path("name").asText().isEmpty()) {
            throw GraphException.invalid("A column needs a name.");
        }
        Kind kind = Kind.of(wish);
        ObjectNode definition = Json.object();
        definition.put("columnGroup", "Custom Columns").put("description", "")
                .put("displayName", wish.path("name").asText()).put("enforceUniqueValues", false).put("hidden", false)
                .put("id", UUID.randomUUID().toString()).put("indexed", false).put("name", wish.path("name").asText())
                .put("readOnly", false).put("required", false);
        definition.setAll(wish);
        if (definition.path("enforceUniqueValues").asBoolean() && !definition.path("indexed").asBoolean()) {
            throw GraphException.invalid("Column " + definition.path("name") + " must be indexed to enforce unique values.");
        }
        if (kind == Kind.TEXT) {
            ObjectNode text = definition.withObjectProperty("text");
            definition.set("text", ((ObjectNode) Json.object().put("allowMultipleLines", false).put("appendChangesToExistingText", false)
                    .put("linesForEditing", 0).put("maxLength", 255)).setAll(text));
        }
        return new Column(definition);
    }

    String name() {
        return definition.path("name").asText();
    }

    /** Returns the name under which the column's value stands in {@code fields}. */
    String fieldName() {
        return kind().isReference() ? name() + "LookupId" : name();
    }

    Kind kind() {
        return Kind.of(definition);
    }

    JsonNode facet() {
        return definition.path(kind().facet());
    }

    boolean indexed() {
        return definition.path("indexed").asBoolean();
    }

    boolean unique() {
        return definition.path("enforceUniqueValues").asBoolean();
    }

    /** Returns what an item holds that is created without the column; a missing node for nothing. */
    JsonNode defaultValue() {
        return definition.path("defaultValue").path("value");
    }

    /** Returns the value as SharePoint keeps it; {@code null} for none. @throws GraphException if the column cannot hold it */
    JsonNode kept(JsonNode value) {
        if (value.isNull() || value.isTextual() && value.asText().isEmpty()) {
            return null;
        }
        try {
            return kind().kept(value, facet());
        } catch (IllegalArgumentException refused) {
            throw GraphException.invalid("Invalid value for field '" + fieldName() + "': " + refused.getMessage() + ".");
        }
    }
}
