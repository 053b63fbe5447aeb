package io.syncbridge.it;

import io.syncbridge.component.ReportKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A system that keeps its records in memory, with versions and modified times, and can be made to fail. */
public final class MemorySystem {

    private static final Set<String> READING = Set.of("changes", "read", "find");

    private final String name;
    private final Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    private final Map<String, Long> versions = new LinkedHashMap<>();
    private final Map<String, Instant> times = new LinkedHashMap<>();
    private final Map<String, Object> defaults = new LinkedHashMap<>();
    private final Map<String, UnaryOperator<Object>> changes = new HashMap<>();
    private Instant clock = Instant.parse("2024-01-01T00:00:00Z");
    private long next = 1;
    private long sequence;
    private int writes;
    private String refusal;
    private final Map<String, Object> refusedValues = new HashMap<>();
    private final Set<List<String>> unique = new HashSet<>();
    private boolean hasChildren;
    private boolean breaking;
    private Runnable afterWrite;
    private boolean away;
    private boolean ignoring;
    private Map<String, Object> editedNext;
    private int nameless = -1;
    private Duration ahead = Duration.ZERO;
    /** What a lagging system shows; {@code null} for what there is. */
    private Map<String, Map<String, Object>> shown;

    MemorySystem(String name) {
        this.name = name;
    }

    // ---- people

    synchronized String put(Map<String, Object> values, int atSecond) {
        String id = name + "-" + next++;
        edit(id, values, atSecond);
        return id;
    }

    synchronized void edit(String id, Map<String, Object> values, int atSecond) {
        clock = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(atSecond);
        rows.computeIfAbsent(id, key -> new LinkedHashMap<>()).putAll(values);
        touched(id);
    }

    /** A person takes the field out of the record. */
    synchronized void drop(String id, String field, int atSecond) {
        edit(id, Map.of(), atSecond);
        rows.get(id).remove(field);
    }

    synchronized void remove(String id) {
        rows.remove(id);
        versions.remove(id);
    }

    synchronized Map<String, Object> get(String id) {
        return rows.containsKey(id) ? new LinkedHashMap<>(rows.get(id)) : null;
    }

    synchronized Map<String, Map<String, Object>> all() {
        var copy = new LinkedHashMap<String, Map<String, Object>>();
        rows.forEach((id, row) -> copy.put(id, new LinkedHashMap<>(row)));
        return copy;
    }

    synchronized int writes() {
        return writes;
    }

    /** From now on writes are refused with this message; {@code null} takes it back. */
    synchronized void refuse(String message) {
        refusal = message;
    }

    /** From now on this value of a field is refused, and the others are taken; {@code null} takes it back. */
    synchronized void refuseValue(String field, Object value) {
        if (value == null) {
            refusedValues.remove(field);
        } else {
            refusedValues.put(field, value);
        }
    }

    /** From now on no record can be deleted, since others point to it. */
    synchronized void children(boolean has) {
        hasChildren = has;
    }

    /** From now on no two records hold the same values of these fields. */
    synchronized void unique(String... fields) {
        unique.add(List.of(fields));
    }

    synchronized void notUnique(String... fields) {
        unique.remove(List.of(fields));
    }

    synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** It will do what it is asked to write next, and be away before it has answered. */
    synchronized void breakAtNextWrite() {
        breaking = true;
    }

    /** Something happens between its next write and its answer. */
    synchronized void afterNextWrite(Runnable happens) {
        afterWrite = happens;
    }

    /** From now on it answers that updates are made, and makes none. */
    synchronized void ignore(boolean isIgnoring) {
        ignoring = isIgnoring;
    }

    /** Somebody edits the record that is updated next before the system has read it for its answer, which shows that where it was the same field. */
    synchronized void editAfterNextUpdate(Map<String, Object> values) {
        editedNext = values;
    }

    /** From now on it does not say under which id it creates, and does not find anything the next times it is asked. */
    synchronized void nameless(int notFound) {
        nameless = notFound;
    }

    /** Sets the system's clock wrong. */
    synchronized void ahead(Duration offset) {
        ahead = offset;
    }

    synchronized Duration ahead() {
        return ahead;
    }

    /** From now on every record that is created holds these values where it is not given others; blanks may be among them. */
    synchronized void defaults(Map<String, Object> values) {
        defaults.putAll(values);
    }

    /** From now on the system makes something else of what is written to the field. */
    synchronized void makes(String field, UnaryOperator<Object> change) {
        changes.put(field, change);
    }

    synchronized void clear() {
        shown = null;
        defaults.clear();
        changes.clear();
        refusedValues.clear();
        unique.clear();
        hasChildren = false;
        rows.clear();
        versions.clear();
        times.clear();
        refusal = null;
        away = false;
        breaking = false;
        ignoring = false;
        editedNext = null;
        nameless = -1;
    }

    /** From now on it shows what there is now, whatever is written to it, until it catches up. */
    synchronized void lag() {
        shown = new LinkedHashMap<>();
        rows.keySet().forEach(id -> shown.put(id, described(id)));
    }

    synchronized void catchUp() {
        shown = null;
    }

    /** The record as a webhook reports it. */
    synchronized Map<String, Object> report(String id) {
        return described(id);
    }

    // ---- the route

    static boolean isReading(String action) {
        return READING.contains(action);
    }

    synchronized Object handle(String action, Object body) {
        if (away) {
            throw new java.io.UncheckedIOException(new java.io.IOException(name + " is away"));
        }
        Object answer = answer(action, body);
        if (afterWrite != null && !READING.contains(action)) {
            afterWrite.run();
            afterWrite = null;
        }
        if (breaking && !READING.contains(action)) {
            breaking = false;
            away = true;
            throw new java.io.UncheckedIOException(new java.io.IOException(name + " broke"));
        }
        return answer;
    }

    private Object answer(String action, Object body) {
        return switch (action) {
            case "changes" -> shown().keySet().stream().map(this::shown).toList();
            case "read" -> ((List<?>) body).stream().filter(shown()::containsKey).map(id -> shown((String) id)).toList();
            case "find" -> find((List<?>) body);
            default -> ((List<?>) body).stream().map(write -> write(action, (Map<?, ?>) write)).toList();
        };
    }

    /** A page of a scan in the order of the rows' creation; {@code after} is the last id of the page before, or null. */
    synchronized List<Map<String, Object>> page(String after, int limit) {
        return rows.keySet().stream().filter(id -> after == null || number(id) > number(after))
                .sorted(Comparator.comparing(this::number)).limit(limit).map(this::described).toList();
    }

    private long number(String id) {
        return Long.parseLong(id.substring(name.length() + 1));
    }

    private List<Map<String, Object>> find(List<?> wanted) {
        var found = new ArrayList<Map<String, Object>>();
        if (nameless > 0) {
            nameless--;
            return found;
        }
        var byFields = new HashMap<Set<?>, Set<Map<?, ?>>>();
        wanted.forEach(one -> byFields.computeIfAbsent(((Map<?, ?>) one).keySet(), fields -> new HashSet<>()).add((Map<?, ?>) one));
        byFields.forEach((fields, values) -> shown().forEach((id, row) -> {
            var held = new HashMap<Object, Object>();
            fields.forEach(field -> held.put(field, row.get(field)));
            if (values.contains(held)) {
                found.add(shown(id));
            }
        }));
        return found;
    }

    private Map<String, Object> write(String action, Map<?, ?> write) {
        String id = (String) write.get(ReportKeys.ID);
        if (refusal != null) {
            return Map.of(ReportKeys.STATUS, "failed", ReportKeys.ERROR, refusal, ReportKeys.PASSING, false);
        }
        if (id != null && !rows.containsKey(id)) {
            return Map.of(ReportKeys.STATUS, "missing");
        }
        Object version = write.get(ReportKeys.VERSION);
        if (version != null && !version.equals(versions.get(id).toString())) {
            return Map.of(ReportKeys.STATUS, "stale");
        }
        for (var refused : refusedValues.entrySet()) {
            if (refused.getValue().equals(write.get(refused.getKey()))) {
                return Map.of(ReportKeys.STATUS, "failed", ReportKeys.KIND, "field", ReportKeys.FIELDS, List.of(refused.getKey()),
                        ReportKeys.ERROR, refused.getKey() + " does not take " + refused.getValue());
            }
        }
        for (List<String> fields : unique) {
            var wanted = new HashMap<>(id == null ? Map.of() : rows.get(id));
            write.forEach((field, value) -> wanted.put(field.toString(), value));
            boolean taken = fields.stream().anyMatch(write::containsKey) && fields.stream().allMatch(field -> wanted.get(field) != null)
                    && rows.entrySet().stream().anyMatch(row -> !row.getKey().equals(id)
                            && fields.stream().allMatch(field -> wanted.get(field).equals(row.getValue().get(field))));
            if (taken) {
                return Map.of(ReportKeys.STATUS, "failed", ReportKeys.KIND, "unique", ReportKeys.FIELDS, fields,
                        ReportKeys.ERROR, fields + " is taken");
            }
        }
        if (action.equals("delete") && hasChildren) {
            return Map.of(ReportKeys.STATUS, "failed", ReportKeys.KIND, "reference", ReportKeys.ERROR, id + " has children");
        }
        writes++;
        if (action.equals("delete")) {
            remove(id);
            return Map.of(ReportKeys.STATUS, "written", ReportKeys.ID, id);
        }
        if (id != null && ignoring) {
            var answer = described(id);
            answer.put(ReportKeys.STATUS, "written");
            return answer;
        }
        String written = id == null ? name + "-" + next++ : id;
        Map<String, Object> row = rows.computeIfAbsent(written, key -> new LinkedHashMap<>(defaults));
        write.forEach((field, value) -> {
            if (!field.toString().startsWith("@")) {
                row.put(field.toString(), changes.getOrDefault(field, UnaryOperator.identity()).apply(value));
            }
        });
        touched(written);
        if (id == null && nameless >= 0) {
            return Map.of(ReportKeys.STATUS, "written");
        }
        if (id != null && editedNext != null) {
            boolean seen = editedNext.keySet().stream().anyMatch(write::containsKey);
            row.putAll(editedNext);
            editedNext = null;
            touched(id);
            var answer = described(id);
            answer.put(ReportKeys.CHANGED, seen);
            answer.put(ReportKeys.READ_LATER, true);
            answer.put(ReportKeys.STATUS, "written");
            return answer;
        }
        var answer = described(written);
        answer.put(ReportKeys.STATUS, "written");
        return answer;
    }

    private Map<String, Map<String, Object>> shown() {
        return shown == null ? rows : shown;
    }

    private Map<String, Object> shown(String id) {
        return shown == null ? described(id) : shown.get(id);
    }

    private void touched(String id) {
        versions.put(id, ++sequence);
        times.put(id, clock);
    }

    private Map<String, Object> described(String id) {
        var record = new LinkedHashMap<String, Object>(rows.get(id));
        record.put(ReportKeys.ID, id);
        record.put(ReportKeys.VERSION, versions.get(id).toString());
        record.put(ReportKeys.TIME, times.get(id).plus(ahead).toString());
        return record;
    }
}
