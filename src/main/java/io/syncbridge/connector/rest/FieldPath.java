package io.syncbridge.connector.rest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A place in a JSON value, written with dots: {@code contact.email}.
 *
 * @param text as the team wrote it, for messages
 * @param names the keys from the outside in
 */
record FieldPath(String text, List<String> names) {

    static FieldPath of(String text) {
        return new FieldPath(text, List.of(text.split("\\.")));
    }

    /** Returns what stands there; {@code null} where there is nothing. */
    Object in(Object json) {
        Object value = json;
        for (String name : names) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    /** As {@link #in}, as text, 7.0 as 7; {@code null} where there is nothing or not a single value. */
    String textIn(Object json) {
        Object value = in(json);
        return value instanceof Map || value instanceof List ? null : text(value);
    }

    /** Returns a single value as text, 7.0 as 7; {@code null} for none. */
    static String text(Object value) {
        return value == null ? null : value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value.toString();
    }
}
