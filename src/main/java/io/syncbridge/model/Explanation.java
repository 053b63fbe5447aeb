package io.syncbridge.model;

import java.time.Instant;
import java.util.Map;

/**
 * What a write is about, for systems that pass it on.
 *
 * @param before the record as the system was last known to hold it, in its own fields; {@code null} for a create
 * @param after the whole record as it is to be, in its own fields; {@code null} for a delete
 * @param decided by the sync's field, where each of the values written comes from
 */
public record Explanation(Map<String, Object> before, Map<String, Object> after, Map<String, Reason> decided) {

    /**
     * Where a value comes from.
     *
     * @param system the system, or the person, that it comes from
     * @param time when it was edited
     * @param rule what decided for it
     */
    public record Reason(String system, Instant time, String rule) {
    }
}
