package io.syncbridge.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a system record that could not be read: not a number, an impossible date. It stands in the record at its
 * field's place, so that the other fields travel; the field has a problem where it is mapped.
 *
 * @param raw the value as the system shows it, as text
 * @param reason why it cannot be read, for the person who corrects it
 */
public record Unreadable(String raw, String reason) {

    /** The key of the raw value in the wire form, {@code {"@unreadable": "NaN", "@reason": "not a number"}}. */
    public static final String RAW = "@unreadable";

    public static final String REASON = "@reason";

    /** Returns the wire form, which is JSON-shaped. */
    public Map<String, Object> wire() {
        var wire = new LinkedHashMap<String, Object>();
        wire.put(RAW, raw);
        wire.put(REASON, reason);
        return wire;
    }

    /** Returns the value with each wire form in it, at any depth, replaced by what it stands for; itself where it holds none. */
    public static Object revived(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.containsKey(RAW) ? new Unreadable(String.valueOf(map.get(RAW)), reason(map)) : revived(map);
        }
        return value instanceof List<?> list && list.stream().anyMatch(inner -> revived(inner) != inner) ? revived(list) : value;
    }

    private static String reason(Map<?, ?> wire) {
        return wire.get(REASON) == null ? "its system's route could not read it" : wire.get(REASON).toString();
    }

    private static Object revived(Map<?, ?> map) {
        if (map.values().stream().allMatch(inner -> revived(inner) == inner)) {
            return map;
        }
        var copy = new LinkedHashMap<Object, Object>(map);
        copy.replaceAll((key, inner) -> revived(inner));
        return copy;
    }

    private static List<Object> revived(List<?> list) {
        var copy = new ArrayList<Object>(list);
        copy.replaceAll(Unreadable::revived);
        return copy;
    }
}
