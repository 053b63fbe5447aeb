package io.syncbridge.connector.rest;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what was written with the record that a system shows. Spelling of numbers and blanks does not count. */
final class Shown {

    private Shown() {
    }

    /** Says whether the record holds at least one of the values. */
    static boolean any(Map<?, ?> record, Map<?, ?> values) {
        return values.isEmpty() || values.entrySet().stream().anyMatch(entry -> entry.getValue() instanceof Map<?, ?> inner
                ? record.get(entry.getKey()) instanceof Map<?, ?> part && any(part, inner)
                : isSame(record.get(entry.getKey()), entry.getValue()));
    }

    /** Says whether the record says something of every field that was given a value. */
    static boolean all(Map<?, ?> record, Map<?, ?> values) {
        return values.entrySet().stream().allMatch(entry -> entry.getValue() == null || record.containsKey(entry.getKey()));
    }

    /** Returns the paths of the values, with dots between levels. */
    static Set<String> paths(Map<?, ?> values) {
        var paths = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                paths(inner).forEach(path -> paths.put(key + "." + path, true));
            } else {
                paths.put(key.toString(), true);
            }
        });
        return paths.keySet();
    }

    private static boolean isSame(Object shown, Object written) {
        if (isBlank(shown) || isBlank(written)) {
            return isBlank(shown) && isBlank(written);
        }
        if (shown instanceof List<?> || written instanceof List<?>) {
            return shown.equals(written);
        }
        String one = shown.toString().strip();
        String other = written.toString().strip();
        return one.equals(other) || isNumber(one) && isNumber(other) && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }

    private static boolean isBlank(Object value) {
        return value == null || value.toString().isBlank();
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?\\d{1,40}(\\.\\d{1,40})?");
    }
}
