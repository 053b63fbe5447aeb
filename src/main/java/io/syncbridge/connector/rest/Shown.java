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
    static boolean any(Map<String, Object> record, Map<String, Object> values) {
        Map<String, Object> written = byPath(values);
        return written.isEmpty() || written.entrySet().stream().anyMatch(entry -> isSame(at(record, entry.getKey()), entry.getValue()));
    }

    /** Says whether the record says something of every field that was given a value. */
    static boolean all(Map<String, Object> record, Map<String, Object> values) {
        return byPath(values).entrySet().stream().allMatch(entry -> entry.getValue() == null || record.containsKey(entry.getKey())
                || record.containsKey(entry.getKey().split("\\.", 2)[0]));
    }

    /** Returns the paths of the values, with dots between levels. */
    static Set<String> paths(Map<String, Object> values) {
        return byPath(values).keySet();
    }

    private static Map<String, Object> byPath(Map<?, ?> values) {
        var paths = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                byPath(inner).forEach((path, leaf) -> paths.put(key + "." + path, leaf));
            } else {
                paths.put(key.toString(), value);
            }
        });
        return paths;
    }

    private static Object at(Map<String, Object> record, String path) {
        return record.containsKey(path) ? record.get(path) : FieldPath.of(path).in(record);
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
