package io.syncbridge.connector.kafka;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.syncbridge.component.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** JSON in the bytes of keys and values. */
final class JsonBytes {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    /** What serializers of a schema registry write before an id of four bytes. */
    private static final byte REGISTRY = 0;

    private JsonBytes() {
    }

    /** Returns the bytes as text. @throws UnreadableMessageException if they are none */
    static String text(byte[] bytes) throws UnreadableMessageException {
        if (bytes.length > 5 && bytes[0] == REGISTRY) {
            throw new UnreadableMessageException("is binary and begins like Avro or Protobuf with the schema "
                    + ByteBuffer.wrap(bytes, 1, 4).getInt() + " of a registry. Let the producer write JSON.");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.chars().noneMatch(letter -> letter < ' ' && !Character.isWhitespace(letter))) {
                return text;
            }
        } catch (CharacterCodingException binary) {
            // said below
        }
        throw new UnreadableMessageException("is binary and no text in UTF-8. Let the producer write JSON.");
    }

    /** Returns what the bytes hold, without the schema that Kafka Connect's converter may have put around it. */
    static Object read(byte[] bytes) throws UnreadableMessageException {
        try {
            Object value = JsonValues.read(bytes);
            return value instanceof Map<?, ?> map && map.keySet().equals(Set.of("schema", "payload")) ? map.get("payload") : value;
        } catch (IOException noJson) {
            text(bytes);
            throw new UnreadableMessageException("is not JSON: " + (noJson instanceof JacksonException jackson ? jackson.getOriginalMessage()
                    : noJson.getMessage()) + ".");
        }
    }

    /** Reads what {@link #write} has written. */
    static Object parsed(String json) {
        try {
            return JsonValues.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The event cannot be written as JSON: " + e.getOriginalMessage());
        }
    }
}
