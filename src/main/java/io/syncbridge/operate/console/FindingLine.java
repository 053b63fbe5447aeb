package io.syncbridge.operate.console;

import io.syncbridge.store.RunFindings.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A finding of a run as a line of a table.
 *
 * @param fields one text for each field that it is about
 * @param notes what else it tells, one text each
 */
public record FindingLine(long no, String kind, String system, String recordId, String syncId, List<String> fields,
        List<String> notes) {

    private static final String FIELDS = "fields";
    private static final String FINGERPRINT = "fingerprint";

    static FindingLine of(Finding finding) {
        List<String> fields = finding.details().get(FIELDS) instanceof Map<?, ?> map
                ? map.entrySet().stream().map(field -> field.getKey() + ": " + text(field.getValue())).toList() : List.of();
        List<String> notes = finding.details().entrySet().stream()
                .filter(detail -> !detail.getKey().equals(FIELDS) && !detail.getKey().equals(FINGERPRINT))
                .map(detail -> detail.getKey() + ": " + text(detail.getValue())).toList();
        return new FindingLine(finding.no(), finding.kind(), finding.system(), finding.recordId(), finding.syncId(), fields, notes);
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.containsKey("from") && map.containsKey("to") && map.size() == 2
                    ? Shown.shown(map.get("from")) + " → " + Shown.shown(map.get("to"))
                    : map.entrySet().stream().map(one -> one.getKey() + " " + text(one.getValue()))
                            .collect(Collectors.joining(", "));
        }
        return value instanceof List<?> list ? list.stream().map(FindingLine::text).collect(Collectors.joining("; "))
                : Shown.shown(value);
    }
}
