package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.StreamSupport;

/** What a column may hold, and how SharePoint keeps it. */
enum Kind {

    TEXT("text") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            int longest = facet.path("maxLength").asInt(255);
            if (!value.isTextual() || !facet.path("allowMultipleLines").asBoolean() && value.asText().length() > longest) {
                throw new IllegalArgumentException("a text of up to " + longest + " characters is expected");
            }
            return value;
        }
    },
    CHOICE("choice") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            boolean known = value.isTextual() && (facet.path("allowTextEntry").asBoolean()
                    || StreamSupport.stream(facet.path("choices").spliterator(), false).anyMatch(value::equals));
            if (!known) {
                throw new IllegalArgumentException(value + " is not one of the choices " + facet.path("choices"));
            }
            return value;
        }
    },
    NUMBER("number") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            return number(value, facet);
        }
    },
    CURRENCY("currency") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            return number(value, facet);
        }
    },
    DATE_TIME("dateTime") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            Instant time = time(value.isTextual() ? value.asText() : "");
            boolean days = facet.path("format").asText().equals("dateOnly");
            return TextNode.valueOf(time.truncatedTo(days ? ChronoUnit.DAYS : ChronoUnit.SECONDS).toString());
        }
    },
    BOOLEAN("boolean") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            if (!value.isBoolean()) {
                throw new IllegalArgumentException("true or false is expected");
            }
            return BooleanNode.valueOf(value.booleanValue());
        }
    },
    PERSON("personOrGroup") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            return key(value);
        }
    },
    LOOKUP("lookup") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            return key(value);
        }
    },
    HYPERLINK("hyperlinkOrPicture") {
        @Override
        JsonNode kept(JsonNode value, JsonNode facet) {
            if (!value.path("Url").isTextual()) {
                throw new IllegalArgumentException("an object with Url and Description is expected");
            }
            ObjectNode link = Json.object();
            return link.put("Description", value.path("Description").asText(value.path("Url").asText()))
                    .put("Url", value.path("Url").asText());
        }
    };

    private final String facet;

    Kind(String facet) {
        this.facet = facet;
    }

    /** Returns the property of a columnDefinition that says that a column is of this kind. */
    String facet() {
        return facet;
    }

    /** Says whether the column's values are ids of other items, which stand in fields under {@code <name>LookupId}. */
    boolean isReference() {
        return this == PERSON || this == LOOKUP;
    }

    /** Returns the value as it is kept. @throws IllegalArgumentException with what is expected instead */
    abstract JsonNode kept(JsonNode value, JsonNode facet);

    static Kind of(JsonNode definition) {
        return Arrays.stream(values()).filter(kind -> definition.has(kind.facet)).findFirst()
                .orElseThrow(() -> GraphException.invalid("The column " + definition.path("name") + " has no known type."));
    }

    /** @throws IllegalArgumentException if it is none */
    static Instant time(String text) {
        try {
            return text.length() == 10 ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("a time such as 2024-05-01T10:00:00Z is expected", unreadable);
        }
    }

    /** SharePoint keeps numbers as doubles. */
    private static JsonNode number(JsonNode value, JsonNode facet) {
        double number = value.asDouble();
        if (!value.isNumber() || number < facet.path("minimum").asDouble(-Double.MAX_VALUE)
                || number > facet.path("maximum").asDouble(Double.MAX_VALUE)) {
            throw new IllegalArgumentException("a number within the column's bounds is expected");
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? LongNode.valueOf((long) number) : DoubleNode.valueOf(number);
    }

    /** Ids may be written as number or as text, and are told as text. */
    private static JsonNode key(JsonNode value) {
        if (!value.isIntegralNumber() && !(value.isTextual() && value.asText().matches("\\d{1,15}"))) {
            throw new IllegalArgumentException("the id of a list item is expected");
        }
        return TextNode.valueOf(value.asText());
    }
}
