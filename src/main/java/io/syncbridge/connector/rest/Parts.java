package io.syncbridge.connector.rest;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.mapping.FieldPath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a write, of which some are parts of nested values: many interfaces replace a top-level value as a whole. */
final class Parts {

    private final Map<String, Object> values;
    private final List<FieldPath> parts;

    private Parts(Map<String, Object> values, List<FieldPath> parts) {
        this.values = values;
        this.parts = parts;
    }

    /** @param write with its report keys */
    static Parts of(Map<String, Object> write) {
        var values = new LinkedHashMap<>(write);
        values.keySet().removeIf(key -> key.startsWith("@"));
        Collection<?> parts = (Collection<?>) write.getOrDefault(ReportKeys.PARTS, List.of());
        return new Parts(values, parts.stream().map(path -> FieldPath.of(path.toString())).toList());
    }

    Map<String, Object> values() {
        return values;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Returns the values, each part with what the record holds beside it. Blank parts of what is not there are left out. */
    Map<String, Object> whole(Map<String, Object> record) throws OddAnswerException {
        var whole = new LinkedHashMap<String, Object>();
        for (FieldPath part : parts) {
            String key = record.containsKey(part.text()) ? part.text() : part.root();
            if (record.containsKey(key) && (part.get(values) != null || part.get(record) != null)) {
                whole.put(key, record.get(key));
            }
        }
        return laidOver(whole);
    }

    /** Returns the record with the values laid over it. */
    Map<String, Object> laidOver(Map<String, Object> record) throws OddAnswerException {
        var stored = new LinkedHashMap<>(record);
        values.forEach((key, value) -> {
            if (parts.stream().noneMatch(part -> part.root().equals(key))) {
                stored.put(key, value);
            }
        });
        for (FieldPath part : parts) {
            Object value = part.get(values);
            if (value != null || part.get(stored) != null) {
                set(part, stored, value);
            }
        }
        return stored;
    }

    private static void set(FieldPath part, Map<String, Object> stored, Object value) throws OddAnswerException {
        try {
            part.checkWay(stored);
        } catch (IllegalArgumentException inTheWay) {
            throw new OddAnswerException(inTheWay.getMessage() + ".");
        }
        part.set(stored, value);
    }
}
