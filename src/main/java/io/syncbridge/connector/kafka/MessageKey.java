package io.syncbridge.connector.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The record id that a message's key says: text as it stands, a JSON text or number, or the values of a JSON object, of which several are
 * joined by {@code |} as the keys of tables are.
 */
final class MessageKey {

    private MessageKey() {
    }

    /** @param key {@code null} for none */
    static String id(byte[] key) throws UnreadableMessageException {
        if (key == null || key.length == 0) {
            throw new UnreadableMessageException("It has no key, which would name its record.");
        }
        String text = of("The key ", key, JsonBytes::text);
        if (text.isBlank()) {
            throw new UnreadableMessageException("Its key is blank.");
        }
        char first = text.strip().charAt(0);
        return first == '{' || first == '[' || first == '"' ? id(of("The key ", key, JsonBytes::read)) : text;
    }

    /** Returns the id that a JSON value names. */
    static String id(Object value) throws UnreadableMessageException {
        Collection<?> parts = value instanceof Map<?, ?> map ? map.values() : value == null ? List.of() : List.of(value);
        var texts = new ArrayList<String>();
        for (Object part : parts) {
            if (part == null || part instanceof Map || part instanceof Collection || part.toString().isBlank()) {
                throw new UnreadableMessageException("Its key names no record: " + JsonBytes.write(value) + ".");
            }
            texts.add(part.toString());
        }
        if (texts.isEmpty()) {
            throw new UnreadableMessageException("Its key is empty.");
        }
        return texts.size() == 1 ? texts.get(0)
                : texts.stream().map(part -> part.replace("\\", "\\\\").replace("|", "\\|")).collect(Collectors.joining("|"));
    }

    interface Reading<T> {

        T read(byte[] bytes) throws UnreadableMessageException;
    }

    /** Says in a failure what it is that cannot be read. */
    static <T> T of(String what, byte[] bytes, Reading<T> reading) throws UnreadableMessageException {
        try {
            return reading.read(bytes);
        } catch (UnreadableMessageException e) {
            throw new UnreadableMessageException(what + e.getMessage());
        }
    }
}
