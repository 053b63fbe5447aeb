package io.syncbridge.connector.webhook;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a webhook's body says what; paths with dots between levels, {@code null} where the usual places hold.
 *
 * @param id of the record's id, or of a list of ids
 * @param record of the record
 * @param operation of the operation, or the operation itself: create, update or delete
 * @param time of the time when it happened
 * @param hint whether the record is always read, whatever the body holds of it
 */
record Places(String id, String record, String operation, String time, boolean hint) {

    static final Places USUAL = new Places(null, null, null, null, false);

    /** Returns the values there, those within lists each on its own. */
    static List<Object> at(Object json, String path) {
        Stream<Object> values = Stream.of(json);
        for (String name : path.split("\\.")) {
            values = values.flatMap(Places::elements).filter(value -> value instanceof Map<?, ?> map && map.get(name) != null)
                    .map(value -> ((Map<?, ?>) value).get(name));
        }
        return values.flatMap(Places::elements).toList();
    }

    private static Stream<Object> elements(Object value) {
        return value instanceof List<?> list ? list.stream().filter(java.util.Objects::nonNull).map(Object.class::cast) : Stream.of(value);
    }

    static boolean isId(Object value) {
        return value instanceof Number || value instanceof String text && !text.isBlank();
    }

    /** Returns the path of the record that holds the id; {@code null} where that is the body itself. */
    String around() {
        return record != null ? record : id != null && id.contains(".") ? id.substring(0, id.lastIndexOf('.')) : null;
    }
}
