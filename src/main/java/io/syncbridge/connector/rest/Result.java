package io.syncbridge.connector.rest;

import static io.syncbridge.component.ReportKeys.ERROR;
import static io.syncbridge.component.ReportKeys.ID;
import static io.syncbridge.component.ReportKeys.PASSING;
import static io.syncbridge.component.ReportKeys.RETRY_AFTER;
import static io.syncbridge.component.ReportKeys.STATUS;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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
        return Map.of(STATUS, "failed", ERROR, error, PASSING, false);
    }

    /** @param retryAfter {@code null} where the system does not say */
    public static Map<String, Object> passing(String error, Duration retryAfter) {
        var result = new LinkedHashMap<String, Object>(Map.of(STATUS, "failed", ERROR, error, PASSING, true));
        if (retryAfter != null) {
            result.put(RETRY_AFTER, retryAfter.plusMillis(999).toSeconds());
        }
        return result;
    }
}
