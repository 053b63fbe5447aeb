package io.syncbridge.connector.rest;

import static io.syncbridge.component.ReportKeys.CHANGED;
import static io.syncbridge.component.ReportKeys.ERROR;
import static io.syncbridge.component.ReportKeys.FIELDS;
import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.KIND;
import static io.syncbridge.component.ReportKeys.PASSING;
import static io.syncbridge.component.ReportKeys.READ_LATER;
import static io.syncbridge.component.ReportKeys.RETRY_AFTER;
import static io.syncbridge.component.ReportKeys.STATUS;

import io.syncbridge.model.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The results of writes, as the {@code sync} component expects them. */
public final class Result {

    private Result() {
    }

    /** @param report the record as it now stands, with its report keys */
    public static Map<String, Object> written(Map<String, Object> report) {
        var result = new LinkedHashMap<>(report);
        result.put(STATUS, "written");
        return result;
    }

    /** Likewise, of a record that was read by a call of its own. */
    public static Map<String, Object> readLater(Map<String, Object> report) {
        Map<String, Object> result = written(report);
        result.put(READ_LATER, true);
        return result;
    }

    /** Likewise, of a record that somebody else has changed since it was written. */
    public static Map<String, Object> changed(Map<String, Object> report) {
        Map<String, Object> result = readLater(report);
        result.put(CHANGED, true);
        return result;
    }

    public static Map<String, Object> written(String id) {
        return Map.of(STATUS, "written", ID, id);
    }

    public static Map<String, Object> stale() {
        return Map.of(STATUS, "stale");
    }

    public static Map<String, Object> missing() {
        return Map.of(STATUS, "missing");
    }

    public static Map<String, Object> failed(String error) {
        return refused(Refusal.RECORD, Set.of(), error, null);
    }

    /** @param retryAfter {@code null} where the system does not say */
    public static Map<String, Object> passing(String error, Duration retryAfter) {
        return refused(Refusal.PASSING, Set.of(), error, retryAfter);
    }

    /**
     * Returns the result of a write that was not made.
     *
     * @param fields the system's names of the fields that were refused; empty if unknown
     * @param retryAfter {@code null} where the system does not say
     */
    public static Map<String, Object> refused(Refusal kind, Collection<String> fields, String error, Duration retryAfter) {
        var result = new LinkedHashMap<String, Object>(Map.of(STATUS, "failed", ERROR, error, PASSING, kind.isPassing()));
        result.put(KIND, kind.wireName());
        if (!fields.isEmpty()) {
            result.put(FIELDS, List.copyOf(fields));
        }
        if (retryAfter != null) {
            result.put(RETRY_AFTER, retryAfter.plusMillis(999).toSeconds());
        }
        return result;
    }
}
