package io.syncbridge.connector.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A record's id as text: its key column's value, or those of a composite key joined with {@code |}. In a composite id
 * a {@code |} or {@code \} within a value is preceded by {@code \}.
 */
final class RecordId {

    private RecordId() {
    }

    /** Joins the values of a row's key columns, none of them {@code null}. */
    static String join(List<?> keyValues) {
        return keyValues.size() == 1
                ? keyValues.get(0).toString()
                : keyValues.stream()
                        .map(value -> value.toString().replace("\\", "\\\\").replace("|", "\\|"))
                        .collect(Collectors.joining("|"));
    }

    /**
     * Takes an id apart.
     *
     * @param size how many key columns there are
     * @throws IllegalArgumentException if the id has another number of values
     */
    static List<String> split(String id, int size) {
        List<String> values = size == 1 ? List.of(id) : parts(id);
        if (values.size() != size) {
            throw new IllegalArgumentException("record id `" + id + "` has " + values.size() + " values, the key has "
                    + size + " columns");
        }
        return values;
    }

    private static List<String> parts(String id) {
        List<String> parts = new ArrayList<>();
        var part = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == '|') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                boolean escapes = c == '\\' && i + 1 < id.length();
                part.append(escapes ? id.charAt(++i) : c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
