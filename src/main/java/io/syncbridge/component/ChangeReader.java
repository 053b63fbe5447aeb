package io.syncbridge.component;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads what a route hands over as changes of one system: maps, lists of maps, or JSON.
 *
 * <p>Of each record it looks at the report keys first, then (for a single record) at the message's headers, then at the
 * fields that the definition names. The report keys are taken out of the record.
 */
public final class ChangeReader {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** {@code 1e999999999} is a short text and a number that no store holds and that would fill the memory when written out. */
    private static final int MOST_DIGITS = 2000;

    private static final Map<String, String> HEADER_OF = Map.of(
            ReportKeys.ID, SyncHeaders.RECORD_ID,
            ReportKeys.OPERATION, SyncHeaders.OPERATION,
            ReportKeys.TIME, SyncHeaders.TIME,
            ReportKeys.VERSION, SyncHeaders.VERSION,
            ReportKeys.EVENT_ID, SyncHeaders.EVENT_ID,
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
     * @param body a map, a list of maps, JSON text or bytes; {@code null} for none
     * @param headers the message's headers, which describe a body of one record
     * @throws BadChangeException saying which record cannot be read and why
     */
    public List<Change> read(Object body, Map<String, Object> headers) {
        return read(body, headers, mistake -> {
            throw new BadChangeException(mistake);
        });
    }

    /** @param leftOut is told of each record that cannot be kept, and is left out */
    List<Change> read(Object body, Map<String, Object> headers, Consumer<String> leftOut) {
        Object parsed = parse(body);
        if (parsed == null && headers.get(SyncHeaders.RECORD_ID) != null) {
            parsed = new LinkedHashMap<>(Map.of(ReportKeys.HINT, true));
        }
        if (parsed instanceof Map<?, ?> single) {
            return kept(change(asRecord(single, 0), headers, 0), leftOut);
        }
        if (!(parsed instanceof Iterable<?> list)) {
            throw new BadChangeException("Expected a record or a list of records for system '" + system.name()
                    + "', got " + (parsed == null ? "an empty body" : parsed.getClass().getSimpleName()) + ".");
        }
        var changes = new ArrayList<Change>();
        for (Object item : list) {
            changes.addAll(kept(change(asRecord(item, changes.size()), Map.of(), changes.size()), leftOut));
        }
        return changes;
    }

    private List<Change> kept(Change change, Consumer<String> leftOut) {
        var names = new LinkedHashMap<String, String>();
        names.put("id", change.ref().recordId());
        names.put("version", change.version());
        names.put("event id", change.eventId());
        for (var name : names.entrySet()) {
            String mistake = RecordRef.mistakeIn(name.getValue());
            if (mistake != null) {
                leftOut.accept("The " + name.getKey() + " of a record of system '" + system.name() + "' " + mistake + ".");
                return List.of();
            }
        }
        if (holdsImpossibleNumber(change.record())) {
            leftOut.accept("The record " + change.ref() + " holds a number with more than " + MOST_DIGITS + " digits.");
            return List.of();
        }
        return List.of(change);
    }

    /** Without recursion: senders nest as deeply as they like. */
    private static boolean holdsImpossibleNumber(Map<String, Object> record) {
        var waiting = new ArrayDeque<Object>(record == null ? List.of() : List.of(record));
        while (!waiting.isEmpty()) {
            Object value = waiting.pop();
            if (value instanceof BigDecimal number && Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS) {
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
                return text.isBlank() ? null : JSON.readValue(text, Object.class);
            }
            return body instanceof byte[] bytes ? bytes.length == 0 ? null : JSON.readValue(bytes, Object.class) : body;
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new BadChangeException("The body for system '" + system.name() + "' is not JSON: "
                    + e.getOriginalMessage()
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        } catch (java.io.IOException e) {
            throw new BadChangeException("The body for system '" + system.name() + "' cannot be read.", e);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> asRecord(Object item, int index) {
        if (item instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new BadChangeException("Record " + index + " of system '" + system.name() + "' is not a record but "
                + (item == null ? "null" : item.getClass().getSimpleName()) + ".");
    }

    private Change change(Map<String, Object> reported, Map<String, Object> headers, int index) {
        var report = new HashMap<String, Object>();
        var values = new LinkedHashMap<String, Object>(reported.size() * 2);
        reported.forEach((key, value) -> (key.startsWith("@") ? report : values).put(key, Unreadable.revived(value)));
        HEADER_OF.forEach((key, header) -> report.putIfAbsent(key, headers.get(header)));
        String recordId = text(report.get(ReportKeys.ID) != null ? report.get(ReportKeys.ID) : at(id, values));
        if (recordId == null || recordId.isBlank()) {
            throw new BadChangeException("Record " + index + " of system '" + system.name() + "' has no id: expected it in '"
                    + system.id() + "', under " + ReportKeys.ID + " or in the header " + SyncHeaders.RECORD_ID + ".");
        }
        Object time = report.get(ReportKeys.TIME) != null ? report.get(ReportKeys.TIME) : at(modified, values);
        boolean hint = Boolean.parseBoolean(String.valueOf(report.get(ReportKeys.HINT)));
        Operation operation = operation(report.get(ReportKeys.OPERATION), index);
        return new Change(new RecordRef(system.name(), recordId), operation, hint || values.isEmpty() ? null : values,
                Times.parse(time), text(report.get(ReportKeys.VERSION)), text(report.get(ReportKeys.EVENT_ID)), text(report.get(ReportKeys.PROBLEM)), null);
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
