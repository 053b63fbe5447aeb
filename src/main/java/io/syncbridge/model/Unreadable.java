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

    /** Fields are mapped by path, and nobody maps a deeper one; senders nest as deeply as they like. */
    private static final int DEEPEST = 32;

    /** Returns the wire form, which is JSON-shaped. */
    public Map<String, Object> wire() {
        var wire = new LinkedHashMap<String, Object>();
        wire.put(RAW, raw);
        wire.put(REASON, reason);
        return wire;
    }

    /** Returns the value with each wire form in it replaced by the value it stands for; itself where it holds none. */
    public static Object revived(Object value) {
        return revived(value, DEEPEST);
    }

    private static Object revived(Object value, int depth) {
        if (depth > 0 && value instanceof Map<?, ?> map) {
            return map.containsKey(RAW) ? of(map) : revived(map, depth);
        }
        return depth > 0 && value instanceof List<?> list ? revived(list, depth) : value;
    }

    private static Unreadable of(Map<?, ?> wire) {
        Object reason = wire.get(REASON);
        return new Unreadable(String.valueOf(wire.get(RAW)), reason == null ? "its system's route could not read it" : reason.toString());
    }

    private static Map<?, ?> revived(Map<?, ?> map, int depth) {
        Map<Object, Object> copy = null;
        for (var entry : map.entrySet()) {
            Object revived = revived(entry.getValue(), depth - 1);
            if (revived != entry.getValue()) {
                copy = copy == null ? new LinkedHashMap<>(map) : copy;
                copy.put(entry.getKey(), revived);
            }
        }
        return copy == null ? map : copy;
    }

    private static List<?> revived(List<?> list, int depth) {
        List<Object> copy = null;
        for (int i = 0; i < list.size(); i++) {
            Object revived = revived(list.get(i), depth - 1);
            if (revived != list.get(i)) {
                copy = copy == null ? new ArrayList<>(list) : copy;
                copy.set(i, revived);
            }
        }
        return copy == null ? list : copy;
    }
}
