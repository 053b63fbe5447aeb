package io.syncbridge.component;

import com.fasterxml.jackson.core.JacksonException;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads what a route hands over as changes of one system: maps, lists of maps, or JSON.
 *
 * <p>Of each record it looks at the report keys first, then (for a single record) at the message's headers, then at the
 * fields that the definition names. The report keys are taken out of the record.
 */
public final class ChangeReader {

    private static final Map<String, String> HEADER_OF = Map.of(
            ReportKeys.ID, SyncHeaders.RECORD_ID,
            ReportKeys.OPERATION, SyncHeaders.OPERATION,
            ReportKeys.TIME, SyncHeaders.TIME,
            ReportKeys.VERSION, SyncHeaders.VERSION,
            ReportKeys.EVENT_ID, SyncHeaders.EVENT_ID,
            ReportKeys.FORMER_ID, SyncHeaders.FORMER_ID,
            ReportKeys.HINT, SyncHeaders.HINT);

    private final SystemDefinition system;
    private final FieldPath id;
    private final FieldPath modified;

    public ChangeReader(SystemDefinition system) {
        this.system = system;
        this.id = system.id() == null ? null : FieldPath.of(system.id());
        this.modified = system.modified() == null ? null : FieldPath.of(system.modified());
    }

    /**
     * Reads what a sender hands over who can be told of mistakes.
     *
     * @param body a map, a list of maps, JSON text or bytes; {@code null} for none
     * @param headers the message's headers, which describe a body of one record
     * @throws BadChangeException saying which record cannot be read and why
     */
    public List<Change> read(Object body, Map<String, Object> headers) {
        Object parsed = parsed(body, headers);
        if (parsed instanceof Map<?, ?> single) {
            return List.of(change(single, headers, 0));
        }
        var changes = new ArrayList<Change>();
        for (Object item : list(parsed)) {
            changes.add(change(item, Map.of(), changes.size()));
        }
        return changes;
    }

    /**
     * Reads the records of a system's answer. One that cannot be read is a change with a problem, named by what it holds
     * where it has no id; the others are read.
     *
     * @throws BadChangeException if the answer holds neither a record nor a list
     */
    List<Change> readAnswer(Object body) {
        Object parsed = parse(body);
        if (parsed instanceof Map<?, ?> single) {
            return List.of(changeOrProblem(single, Map.of(), 0, standIn(single)));
        }
        var changes = new ArrayList<Change>();
        for (Object item : list(parsed)) {
            changes.add(changeOrProblem(item, Map.of(), changes.size(), standIn(item)));
        }
        return changes;
    }

    /**
     * Reads a message that nobody sends again. Where it, or a record of it, cannot be read, that is a change with a problem,
     * named by its place where it has no id.
     */
    List<Change> readMessage(Object body, Map<String, Object> headers, String place) {
        try {
            Object parsed = parsed(body, headers);
            if (parsed instanceof Map<?, ?> single) {
                return List.of(changeOrProblem(single, headers, 0, place));
            }
            var changes = new ArrayList<Change>();
            for (Object item : list(parsed)) {
                changes.add(changeOrProblem(item, Map.of(), changes.size(), place + "#" + (changes.size() + 1)));
            }
            return changes;
        } catch (BadChangeException e) {
            return List.of(unreadable(body, place, e));
        }
    }

    private Change changeOrProblem(Object item, Map<String, Object> headers, int index, String place) {
        try {
            return change(item, headers, index);
        } catch (BadChangeException e) {
            String own = item instanceof Map<?, ?> map ? ownId(map, headers) : null;
            return unreadable(item, own != null && RecordRef.mistakeIn(own) == null ? own : place, e);
        }
    }

    private Change unreadable(Object item, String id, BadChangeException e) {
        var shown = new LinkedHashMap<String, Object>();
        if (item instanceof Map<?, ?> map && !holdsImpossibleNumber(map)) {
            map.forEach((key, value) -> shown.put(String.valueOf(key), value));
            shown.keySet().removeIf(key -> key.startsWith("@"));
        }
        return Change.unreadable(new RecordRef(system.name(), id), shown.isEmpty() ? null : shown, e.getMessage());
    }

    /** Names what has no name: the same for the same content. */
    private static String standIn(Object item) {
        String content = item instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : String.valueOf(item);
        return "unnamed-" + UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 13);
    }

    private Object parsed(Object body, Map<String, Object> headers) {
        Object parsed = parse(body);
        return parsed == null && headers.get(SyncHeaders.RECORD_ID) != null ? Map.of(ReportKeys.HINT, true) : parsed;
    }

    private Iterable<?> list(Object parsed) {
        if (parsed instanceof Iterable<?> list) {
            return list;
        }
        throw new BadChangeException("Expected a record or a list of records for system '" + system.name()
                + "', got " + (parsed == null ? "an empty body" : kind(parsed)) + ".");
    }

    private static String kind(Object other) {
        return other instanceof CharSequence ? "a text" : other instanceof Number ? "a number" : other instanceof Boolean ? "true or false"
                : other instanceof Iterable ? "a list" : "something else (" + other.getClass().getSimpleName() + ")";
    }

    private Change checked(Change change) {
        check("id", change.ref().recordId());
        check("former id", change.formerId());
        check("version", change.version());
        check("event id", change.eventId());
        if (holdsImpossibleNumber(change.record())) {
            throw new BadChangeException("The record " + change.ref() + " holds a number with more than " + JsonValues.MOST_DIGITS + " digits.");
        }
        return change;
    }

    private void check(String what, String name) {
        String mistake = RecordRef.mistakeIn(name);
        if (mistake != null) {
            throw new BadChangeException("The " + what + " of a record of system '" + system.name() + "' " + mistake + ".");
        }
    }

    /** Without recursion: senders nest as deeply as they like. */
    private static boolean holdsImpossibleNumber(Map<?, ?> record) {
        var waiting = new ArrayDeque<Object>(record == null ? List.of() : List.of(record));
        while (!waiting.isEmpty()) {
            Object value = waiting.pop();
            if (value instanceof BigDecimal number && JsonValues.isImpossible(number)) {
                return true;
            }
            Collection<?> inner = value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
            inner.stream().filter(Objects::nonNull).forEach(waiting::push);
        }
        return false;
    }

    private Object parse(Object body) {
        try {
            if (body instanceof String text) {
                return text.isBlank() ? null : JsonValues.read(text);
            }
            return body instanceof byte[] bytes ? bytes.length == 0 ? null : JsonValues.read(bytes) : body;
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new BadChangeException("The body for system '" + system.name() + "' is not JSON: "
                    + e.getOriginalMessage().replaceAll("'[^']{2,}'", "'...'")
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        } catch (java.io.IOException e) {
            throw new BadChangeException("The body for system '" + system.name() + "' cannot be read.", e);
        }
    }

    private Change change(Object item, Map<String, Object> headers, int index) {
        if (!(item instanceof Map<?, ?> reported)) {
            throw new BadChangeException("Record " + index + " of system '" + system.name() + "' is not a record but "
                    + (item == null ? "empty" : kind(item)) + ".");
        }
        var report = new HashMap<String, Object>();
        var values = new LinkedHashMap<String, Object>(reported.size() * 2);
        reported.forEach((name, value) -> {
            String key = String.valueOf(name);
            (key.startsWith("@") ? report : values).put(key, Unreadable.revived(value));
        });
        HEADER_OF.forEach((key, header) -> report.putIfAbsent(key, headers.get(header)));
        if (report.get(ReportKeys.PROBLEM) != null) {
            return problem(item, headers, report, values);
        }
        String recordId = ownId(reported, headers);
        if (recordId == null) {
            throw new BadChangeException("Record " + index + " of system '" + system.name() + "' has no id: expected it in '"
                    + system.id() + "', under " + ReportKeys.ID + " or in the header " + SyncHeaders.RECORD_ID + ".");
        }
        Object time = report.get(ReportKeys.TIME) != null ? report.get(ReportKeys.TIME) : at(modified, values);
        boolean hint = Boolean.parseBoolean(String.valueOf(report.get(ReportKeys.HINT)));
        Operation operation = operation(report.get(ReportKeys.OPERATION), index);
        return checked(new Change(new RecordRef(system.name(), recordId), operation, hint || values.isEmpty() ? null : values,
                Times.parse(time), text(report.get(ReportKeys.VERSION)), text(report.get(ReportKeys.EVENT_ID)))
                .of(text(report.get(ReportKeys.FORMER_ID))));
    }

    /** Returns the report of a record of which the route says itself that it cannot be read. */
    private Change problem(Object item, Map<String, Object> headers, Map<String, Object> report, Map<String, Object> values) {
        String own = ownId((Map<?, ?>) item, headers);
        return checked(new Change(new RecordRef(system.name(), own == null ? standIn(item) : own), Operation.UPDATE,
                values.isEmpty() ? null : values, null, text(report.get(ReportKeys.VERSION)), text(report.get(ReportKeys.EVENT_ID)),
                text(report.get(ReportKeys.PROBLEM)), null, text(report.get(ReportKeys.FORMER_ID))));
    }

    /** Returns the id that a report names; {@code null} where it names none. */
    @SuppressWarnings("unchecked")
    private String ownId(Map<?, ?> reported, Map<String, Object> headers) {
        Object named = reported.get(ReportKeys.ID) != null ? reported.get(ReportKeys.ID) : headers.get(SyncHeaders.RECORD_ID);
        Object value = named != null ? named : at(id, (Map<String, Object>) reported);
        if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
            return number(new BigDecimal(value.toString()));
        }
        boolean readable = value != null && !value.toString().isBlank() && !(value instanceof Map) && !(value instanceof Iterable);
        return readable ? value.toString() : null;
    }

    /** Returns 7 for 7.0: systems change how they write their numbers. */
    private static String number(BigDecimal number) {
        return JsonValues.isImpossible(number) ? number.toString() : number.stripTrailingZeros().toPlainString();
    }

    private Operation operation(Object value, int index) {
        if (value == null) {
            return Operation.UPDATE;
        }
        try {
            return Operation.valueOf(value.toString().trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadChangeException("Record " + index + " of system '" + system.name() + "' has the operation '" + value
                    + "'; allowed are create, update and delete.");
        }
    }

    private static Object at(FieldPath path, Map<String, Object> values) {
        return path == null ? null : path.get(values);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
