package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/** The results of writes, as {@code docs/component.md} has them. */
final class Results {

    private Results() {
    }

    /** Written, and this is the record now. */
    static Map<String, Object> written(Row row) {
        Map<String, Object> result = row.report();
        result.put(ReportKeys.STATUS, "written");
        return result;
    }

    /** Deleted. */
    static Map<String, Object> deleted(String id) {
        return new LinkedHashMap<>(Map.of(ReportKeys.STATUS, "written", ReportKeys.ID, id));
    }

    /** Not written before there is a transaction to take part in. */
    static Map<String, Object> joins() {
        return Map.of(ReportKeys.STATUS, "joins");
    }

    static Map<String, Object> stale() {
        return Map.of(ReportKeys.STATUS, "stale");
    }

    static Map<String, Object> missing() {
        return Map.of(ReportKeys.STATUS, "missing");
    }

    static Map<String, Object> failed(String error, boolean passing) {
        return Map.of(ReportKeys.STATUS, "failed", ReportKeys.ERROR, error, ReportKeys.PASSING, passing);
    }
}
