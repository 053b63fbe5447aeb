package io.syncbridge.connector.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lays parts of nested values over what is there, because many interfaces replace a top-level value as a whole. */
final class Parts {

    private Parts() {
    }

    /** Says whether one of the values is a part of a nested one. */
    static boolean isIn(Map<String, Object> values) {
        return values.values().stream().anyMatch(Map.class::isInstance);
    }

    /** Returns the values, nested ones completed by what the record holds beside them. */
    static Map<String, Object> whole(Map<?, ?> record, Map<String, Object> values) {
        var whole = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> {
            if (!(value instanceof Map<?, ?> part)) {
                whole.put(key, value);
            } else if (record.get(key) instanceof Map<?, ?> held) {
                whole.put(key, laidOver(held, part));
            } else if (!isBlank(part)) {
                whole.put(key, part);
            }
        });
        return whole;
    }

    /** Returns the record with the values laid over it; maps are merged, everything else is replaced. */
    static Map<String, Object> laidOver(Map<?, ?> record, Map<?, ?> values) {
        var merged = new LinkedHashMap<String, Object>();
        record.forEach((key, value) -> merged.put(key.toString(), value));
        var named = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> named.put(key.toString(), value));
        merged.putAll(whole(record, named));
        return merged;
    }

    /** What is absent is blank already. */
    private static boolean isBlank(Map<?, ?> part) {
        return part.values().stream().allMatch(value -> value == null || value instanceof Map<?, ?> inner && isBlank(inner));
    }
}
