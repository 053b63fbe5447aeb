package io.syncbridge.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A record in the sync's own field names and types.
 *
 * <p>A canonical value is text ({@link String}), a number ({@link java.math.BigDecimal} without trailing zeros), a
 * {@link Boolean}, a list or map of these in the form of {@link CanonicalValue}, or blank ({@code null}). Dates and times are ISO 8601 text, so that a canonical record is the same
 * after a trip through JSON. A field that is not among the keys is <em>absent</em>: nothing is known of it, which is
 * not the same as blank.
 *
 * @param values the values by field name, in the definition's order. Given away: nobody changes it from here on (records
 *     are made by the thousand, and are not copied each time)
 */
public record CanonicalRecord(Map<String, Object> values) {

    public static final CanonicalRecord EMPTY = new CanonicalRecord(Map.of());

    public CanonicalRecord {
        values = Collections.unmodifiableMap(values);
    }

    public boolean has(String field) {
        return values.containsKey(field);
    }

    /** Returns the field's value; {@code null} where it is blank or absent. */
    public Object get(String field) {
        return values.get(field);
    }

    public Set<String> fields() {
        return values.keySet();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns this record with the fields of {@code other} laid over it. */
    public CanonicalRecord with(CanonicalRecord other) {
        if (other.isEmpty()) {
            return this;
        }
        var merged = new LinkedHashMap<>(values);
        merged.putAll(other.values);
        return new CanonicalRecord(merged);
    }
}
