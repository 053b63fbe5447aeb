package io.syncbridge.connector.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.syncbridge.component.JsonValues;
import io.syncbridge.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON as the bridge's maps and lists, numbers exact. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {
    }

    /** @throws IOException if the bytes are not one JSON value */
    public static Object read(byte[] bytes) throws IOException {
        return JsonValues.read(bytes);
    }

    /** Says whether the bytes begin a JSON value and do not end it. */
    static boolean isCutOff(byte[] bytes) {
        try {
            read(bytes);
            return false;
        } catch (IOException unreadable) {
            return unreadable instanceof JsonEOFException;
        }
    }

    /** Returns the value as JSON text, keys in order, so that equal values give equal bytes. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("not a JSON value: " + notJson.getOriginalMessage(), notJson);
        }
    }

    public static String text(Object value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }

    /** Returns a name for this content, the same whenever the content is the same. */
    static String hash(Object value) {
        return HexFormat.of().formatHex(Sha256.of(write(value)), 0, 16);
    }
}
