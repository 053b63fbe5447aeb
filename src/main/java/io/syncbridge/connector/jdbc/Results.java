package io.syncbridge.connector.jdbc;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The results of writes, as {@code docs/component.md} has them. */
final class Results {

    private static final String OUTDATED = "outdated";

    private Results() {
    }

    /** Written, and this is the record now. */
    static Map<String, Object> written(Row row) {
        Map<String, Object> result = row.report();
        result.put(ReportKeys.STATUS, "written");
        return result;
    }

    /** Written by an earlier attempt, and this is the record now. */
    static Map<String, Object> writtenBefore(Row row) {
        Map<String, Object> result = written(row);
        result.put(ReportKeys.READ_LATER, true);
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

    static Map<String, Object> failed(Refusal kind, String error) {
        return failed(kind, Set.of(), error);
    }

    /** @param fields the names of the refused fields; empty where they are not known */
    static Map<String, Object> failed(Refusal kind, Collection<String> fields, String error) {
        return Map.of(ReportKeys.STATUS, "failed", ReportKeys.KIND, kind.wireName(), ReportKeys.FIELDS, List.copyOf(fields),
                ReportKeys.ERROR, String.valueOf(error), ReportKeys.PASSING, kind.isPassing());
    }

    /** Not written, since the table is not what it was when it was looked up. */
    static Map<String, Object> outdated(String error) {
        return Map.of(ReportKeys.STATUS, OUTDATED, ReportKeys.ERROR, error);
    }

    static boolean isOutdated(Map<String, Object> result) {
        return OUTDATED.equals(result.get(ReportKeys.STATUS));
    }

    static String error(Map<String, Object> result) {
        return (String) result.get(ReportKeys.ERROR);
    }
}
