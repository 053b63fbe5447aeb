package io.syncbridge.component;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.syncbridge.model.Unreadable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as maps and lists, numbers exact. A value that nothing can be done with (nested too deep, a number of thousands of
 * digits, text in bytes that are no text) stands in its place as {@link Unreadable}, so that it spoils nothing else.
 */
public final class JsonValues {

    /** As deep as the writers of JSON go by default would be a thousand; mapped paths are far shorter. */
    private static final int DEEPEST = 200;

    /** {@code 1e999999999} is a short text and a number that no store holds and that would fill the memory when written out. */
    static final int MOST_DIGITS = 2000;

    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

    private JsonValues() {
    }

    /** @throws IOException if the text is not one JSON value */
    public static Object read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return read(parser, false);
        }
    }

    /** @throws IOException if the bytes are not one JSON value */
    public static Object read(byte[] bytes) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return read(parser, false);
        } catch (JsonEOFException cutOff) {
            throw cutOff;
        } catch (IOException unreadable) {
            if (isUtf8(bytes)) {
                throw unreadable;
            }
            try (JsonParser parser = FACTORY.createParser(new String(bytes, StandardCharsets.UTF_8))) {
                return read(parser, true);
            }
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException odd) {
            return false;
        }
    }

    /** Says whether a number has so many digits that it cannot be written out. */
    static boolean isImpossible(BigDecimal number) {
        return Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS;
    }

    /** Says whether a value is, or holds anywhere, one that could not be read. */
    public static boolean holdsUnreadable(Object value) {
        return value instanceof Map<?, ?> map ? map.containsKey(Unreadable.RAW) || map.values().stream().anyMatch(JsonValues::holdsUnreadable)
                : value instanceof List<?> list && list.stream().anyMatch(JsonValues::holdsUnreadable);
    }

    private record Open(Map<String, Object> object, List<Object> list) {

        Object value() {
            return object == null ? list : object;
        }

        void add(String name, Object value) {
            if (object == null) {
                list.add(value);
            } else {
                object.put(name, value);
            }
        }
    }

    /** Without recursion: senders nest as deeply as they like. */
    private static Object read(JsonParser parser, boolean damaged) throws IOException {
        var open = new ArrayDeque<Open>();
        Object value;
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new JsonParseException(parser, "there is no value");
            }
            if (token == JsonToken.FIELD_NAME) {
                token = parser.nextToken();
            }
            if (token.isStructStart() && open.size() < DEEPEST) {
                open.push(token == JsonToken.START_OBJECT ? new Open(new LinkedHashMap<>(), null) : new Open(null, new ArrayList<>()));
                value = null;
                continue;
            }
            value = token.isStructEnd() ? open.pop().value() : single(parser, token, damaged);
            if (!open.isEmpty()) {
                open.peek().add(parser.currentName(), value);
            }
        } while (!open.isEmpty());
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "there is more behind its end");
        }
        return value;
    }

    private static Object single(JsonParser parser, JsonToken token, boolean damaged) throws IOException {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> {
                parser.skipChildren();
                yield unreadable("...", "It is nested more than " + DEEPEST + " levels deep.");
            }
            case VALUE_STRING -> damaged && parser.getText().indexOf(REPLACEMENT) >= 0
                    ? unreadable(parser.getText(), "It holds bytes that are no text in UTF-8.") : parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Object number(JsonParser parser) throws IOException {
        if (parser.getTextLength() > MOST_DIGITS) {
            return unreadable(parser.getText().substring(0, 80) + "...", "It is a number of more than " + MOST_DIGITS + " digits.");
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberValue();
        }
        if (parser.isNaN()) {
            return unreadable(parser.getText(), "It is no number.");
        }
        BigDecimal number = parser.getDecimalValue();
        return isImpossible(number) ? unreadable(parser.getText(), "It is a number of more than " + MOST_DIGITS + " digits.") : number;
    }

    private static Map<String, Object> unreadable(String raw, String reason) {
        return new Unreadable(raw, reason).wire();
    }
}
