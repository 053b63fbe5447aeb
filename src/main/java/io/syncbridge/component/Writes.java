package io.syncbridge.component;

import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The wire form of writes and their results: maps with report keys. */
final class Writes {

    private static final String ALLOWED_KINDS =
            Arrays.stream(Refusal.values()).map(Refusal::wireName).collect(Collectors.joining(", "));

    private Writes() {
    }

    static Map<String, Object> toMap(Write write) {
        var map = new LinkedHashMap<String, Object>(write.values());
        map.put(ReportKeys.SYNC_ID, write.syncId());
        if (write.recordId() != null) {
            map.put(ReportKeys.ID, write.recordId());
        }
        if (write.version() != null) {
            map.put(ReportKeys.VERSION, write.version());
        }
        if (!write.parts().isEmpty()) {
            map.put(ReportKeys.PARTS, List.copyOf(write.parts()));
        }
        if (write.explanation() != null) {
            map.put(ReportKeys.BEFORE, write.explanation().before());
            map.put(ReportKeys.AFTER, write.explanation().after());
            var decided = new LinkedHashMap<String, Object>();
            write.explanation().decided().forEach((field, reason) -> decided.put(field,
                    Map.of("from", reason.system(), "at", reason.time().toString(), "rule", reason.rule())));
            map.put(ReportKeys.DECIDED, decided);
        }
        return map;
    }

    /** Reads a route's result; one that makes no sense is a failure that says so. */
    static WriteResult toResult(Object answer, Write write) {
        if (!(answer instanceof Map<?, ?> map) || map.get(ReportKeys.STATUS) == null) {
            return new WriteResult.Failed(Refusal.OURS, "The route answered without " + ReportKeys.STATUS + ": " + brief(answer)
                    + ". See docs/component.md for what it has to answer.");
        }
        return switch (map.get(ReportKeys.STATUS).toString()) {
            case "written" -> written(map, write);
            case "joins" -> new WriteResult.Joins();
            case "stale" -> new WriteResult.Stale();
            case "missing" -> new WriteResult.Missing();
            case "failed" -> failed(map);
            default -> new WriteResult.Failed(Refusal.OURS, "The route answered the unknown " + ReportKeys.STATUS + " '"
                    + map.get(ReportKeys.STATUS) + "'; allowed are written, joins, stale, missing and failed.");
        };
    }

    private static WriteResult written(Map<?, ?> map, Write write) {
        Object id = map.get(ReportKeys.ID) != null ? map.get(ReportKeys.ID) : write.recordId();
        if (id == null) {
            return new WriteResult.Nameless("The system created a record but the route did not answer its "
                    + ReportKeys.ID + (map.get(ReportKeys.ERROR) == null ? "." : ": " + map.get(ReportKeys.ERROR)));
        }
        String mistake = RecordRef.mistakeIn(id.toString());
        if (mistake != null) {
            return new WriteResult.Failed(Refusal.RECORD, "The record was written, but its id " + mistake + ".");
        }
        var record = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (!key.toString().startsWith("@")) {
                record.put(key.toString(), value);
            }
        });
        Object version = map.get(ReportKeys.VERSION);
        return new WriteResult.Written(id.toString(), record.isEmpty() ? null : record,
                Times.parse(map.get(ReportKeys.TIME)), version == null ? null : version.toString(),
                isSaid(map, ReportKeys.READ_LATER), isSaid(map, ReportKeys.CHANGED));
    }

    private static boolean isSaid(Map<?, ?> map, String key) {
        return Boolean.parseBoolean(String.valueOf(map.get(key)));
    }

    private static WriteResult failed(Map<?, ?> map) {
        Object seconds = map.get(ReportKeys.RETRY_AFTER);
        try {
            return new WriteResult.Failed(kind(map), fields(map.get(ReportKeys.FIELDS)), String.valueOf(map.get(ReportKeys.ERROR)),
                    seconds instanceof Number number ? Duration.ofSeconds(number.longValue()) : null);
        } catch (IllegalArgumentException e) {
            return new WriteResult.Failed(Refusal.RECORD, map.get(ReportKeys.ERROR) + " (The route answered the unknown " + ReportKeys.KIND
                    + " '" + map.get(ReportKeys.KIND) + "'; allowed are " + ALLOWED_KINDS + ".)");
        }
    }

    private static Refusal kind(Map<?, ?> map) {
        if (map.get(ReportKeys.KIND) != null) {
            return Refusal.of(map.get(ReportKeys.KIND).toString());
        }
        return isSaid(map, ReportKeys.PASSING) ? Refusal.PASSING : Refusal.RECORD;
    }

    private static Set<String> fields(Object named) {
        return named instanceof Collection<?> names ? names.stream().map(String::valueOf).collect(Collectors.toSet())
                : named == null ? Set.of() : Set.of(named.toString());
    }

    private static String brief(Object answer) {
        String text = String.valueOf(answer);
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
