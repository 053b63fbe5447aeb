package io.syncbridge.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.mapping.TransformTypes;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * The JSON Schema of definition files, for editors. It knows all keys and their shapes; what depends on the rest of a
 * file (names of systems and fields, kinds, ways back) is checked by the {@link DefinitionReader} alone.
 */
public final class DefinitionSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DefinitionSchema() {
    }

    /** Returns the schema (draft 2020-12) for files that use the given transform types. */
    public static ObjectNode of(TransformTypes types) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Sync definition");
        schema.put("description", "A sync of Data Sync Bridge: one kind of record kept the same across systems.");
        return schema.setAll(of(new Specification(types.all()).file()));
    }

    private static ObjectNode of(Shape shape) {
        if (shape instanceof Shape.Text text) {
            return text.pattern() == null ? scalar() : pattern(text.pattern()).put("type", "string");
        } else if (shape instanceof Shape.Word word) {
            return oneOf(word.allowed());
        } else if (shape instanceof Shape.Number range) {
            return number(range);
        } else if (shape instanceof Shape.Flag) {
            return JSON.objectNode().put("type", "boolean");
        } else if (shape instanceof Shape.OfScalar) {
            return scalar();
        } else if (shape instanceof Shape.ListOf list) {
            return JSON.objectNode().put("type", "array").set("items", of(list.item()));
        } else if (shape instanceof Shape.MapOf map) {
            return map(map);
        } else if (shape instanceof Shape.Section section) {
            return section(section);
        } else if (shape instanceof Shape.BySystem bySystem) {
            return anyOf(bySystem.each(), Shape.MapOf.known(Names.Kind.SYSTEM, bySystem.each()));
        } else if (shape instanceof Shape.OneOf alternatives) {
            return anyOf(alternatives.shapes().toArray(Shape[]::new));
        }
        return JSON.objectNode();
    }

    private static ObjectNode scalar() {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("type").add("string").add("number").add("boolean");
        return schema;
    }

    private static ObjectNode pattern(Pattern pattern) {
        return JSON.objectNode().put("pattern", "^(?:" + pattern.pattern() + ")$");
    }

    private static ObjectNode oneOf(Collection<String> words) {
        ArrayNode allowed = JSON.arrayNode();
        words.forEach(allowed::add);
        return JSON.objectNode().set("enum", allowed);
    }

    private static ObjectNode number(Shape.Number range) {
        ObjectNode schema = JSON.objectNode().put("type", range.whole() ? "integer" : "number");
        return range.min() == Long.MIN_VALUE ? schema : schema.put("minimum", range.min()).put("maximum", range.max());
    }

    private static ObjectNode map(Shape.MapOf map) {
        ObjectNode schema = JSON.objectNode().put("type", "object").put("minProperties", map.min());
        if (map.pattern() != null) {
            schema.set("propertyNames", pattern(map.pattern()));
        }
        return schema.set("additionalProperties", of(map.value()));
    }

    private static ObjectNode section(Shape.Section section) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        ObjectNode properties = JSON.objectNode();
        for (Key key : section.keys()) {
            properties.set(key.name(), of(key.shape()).put("description", description(key)));
            if (key.required()) {
                required.add(key.name());
            }
        }
        ArrayNode type = schema.putArray("type").add("object");
        if (required.isEmpty()) {
            type.add("null");
        }
        schema.set("properties", properties);
        schema.set("required", required);
        return section.others() == null ? schema.put("additionalProperties", false)
                : schema.set("additionalProperties", of(section.others()));
    }

    private static String description(Key key) {
        return key.byDefault().isEmpty() ? key.meaning() : key.meaning() + " Default: " + key.byDefault() + ".";
    }

    private static ObjectNode anyOf(Shape... shapes) {
        ArrayNode alternatives = JSON.arrayNode();
        for (Shape shape : shapes) {
            alternatives.add(of(shape));
        }
        return JSON.objectNode().set("anyOf", alternatives);
    }
}
