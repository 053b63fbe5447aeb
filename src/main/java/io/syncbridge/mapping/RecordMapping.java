package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.Scalar;
import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.mapping.transform.UnmappableValueException;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Problem;
import io.syncbridge.model.Unreadable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Maps records field by field. A field that cannot be mapped is a problem ({@code unmappable-value}) and missing from
 * the result; the others are mapped. A field in parts is mapped when the record holds all of them, since of a part that
 * is absent nothing is known.
 */
public final class RecordMapping implements Mapping {

    private static final int LONGEST_SHOWN = 80;

    private final Map<String, List<Bound>> bySystem = new LinkedHashMap<>();

    private record Bound(String field, Binding binding) {
    }

    /** @param fields in the definition's order */
    public RecordMapping(List<FieldMapping> fields) {
        fields.forEach(field -> field.bindings().forEach((system, binding) -> bySystem
                .computeIfAbsent(system, name -> new ArrayList<>()).add(new Bound(field.field(), binding))));
    }

    @Override
    public Mapped<CanonicalRecord> toCanonical(String system, Map<String, Object> record) {
        var values = new LinkedHashMap<String, Object>();
        Map<String, Problem> problems = read(system, record, values);
        return new Mapped<>(new CanonicalRecord(values), List.copyOf(problems.values()));
    }

    @Override
    public Map<String, Problem> unreadable(String system, Map<String, Object> record) {
        return read(system, record, new LinkedHashMap<>());
    }

    private Map<String, Problem> read(String system, Map<String, Object> record, Map<String, Object> values) {
        var problems = new LinkedHashMap<String, Problem>();
        for (Bound bound : bySystem.getOrDefault(system, List.of())) {
            if (isKnown(bound.binding(), record)) {
                try {
                    checkReadable(bound.binding(), record);
                    values.put(bound.field(), read(bound.binding(), record));
                } catch (UnmappableValueException unmappable) {
                    problems.put(bound.field(), problem(system, bound, "read", shown(held(bound.binding(), record)), unmappable));
                }
            }
        }
        return problems;
    }

    @Override
    public Mapped<Map<String, Object>> fromCanonical(String system, CanonicalRecord fields) {
        return fromCanonical(system, fields, true);
    }

    @Override
    public Mapped<Map<String, Object>> newRecord(String system, CanonicalRecord fields) {
        return fromCanonical(system, fields, false);
    }

    private Mapped<Map<String, Object>> fromCanonical(String system, CanonicalRecord fields, boolean withBlanks) {
        var record = new LinkedHashMap<String, Object>();
        var problems = new ArrayList<Problem>();
        for (Bound bound : bySystem.getOrDefault(system, List.of())) {
            if (fields.has(bound.field())) {
                Object value = fields.get(bound.field());
                try {
                    write(bound.binding(), value, withBlanks, record);
                } catch (UnmappableValueException unmappable) {
                    problems.add(problem(system, bound, "written", shown(value), unmappable));
                }
            }
        }
        return new Mapped<>(record, problems);
    }

    @Override
    public Set<String> parts(String system, CanonicalRecord fields) {
        List<FieldPath> written = bySystem.getOrDefault(system, List.of()).stream().filter(bound -> fields.has(bound.field()))
                .flatMap(bound -> bound.binding().paths().stream()).toList();
        Set<String> whole = written.stream().filter(path -> !path.isPart()).map(FieldPath::text).collect(Collectors.toSet());
        return written.stream().filter(path -> path.isPart() && !whole.contains(path.root())).map(FieldPath::text)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static boolean isKnown(Binding binding, Map<String, Object> record) {
        for (FieldPath path : binding.paths()) {
            if (!path.isPresentIn(record)) {
                return false;
            }
        }
        return true;
    }

    private static void checkReadable(Binding binding, Map<String, Object> record) {
        for (FieldPath path : binding.paths()) {
            if (path.get(record) instanceof Unreadable unreadable) {
                throw new UnmappableValueException(unreadable.reason());
            }
        }
    }

    static Object read(Binding binding, Map<String, Object> record) {
        Object value = binding.parts() == null ? binding.paths().get(0).get(record) : joined(binding, record);
        Transform transform = binding.transform();
        return isBlank(value) && !transform.takesBlank() ? null : transform.toCanonical(isBlank(value) ? null : value);
    }

    static void write(Binding binding, Object canonical, boolean withBlanks, Map<String, Object> record) {
        Transform transform = binding.transform();
        Object value = isBlank(canonical) && !transform.takesBlank() ? null : transform.fromCanonical(canonical);
        List<?> values = binding.parts() == null ? Collections.singletonList(value) : split(binding, value);
        for (int i = 0; i < values.size(); i++) {
            if (withBlanks || values.get(i) != null) {
                binding.paths().get(i).set(record, values.get(i));
            }
        }
    }

    private static Object joined(Binding binding, Map<String, Object> record) {
        var parts = new ArrayList<String>();
        for (FieldPath path : binding.paths()) {
            Object part = path.get(record);
            parts.add(part == null ? null : Scalar.text(part));
        }
        return binding.parts().join(parts);
    }

    private static List<String> split(Binding binding, Object value) {
        int count = binding.paths().size();
        return isBlank(value) ? Collections.nCopies(count, null) : binding.parts().split(Scalar.text(value), count);
    }

    private static boolean isBlank(Object value) {
        return value == null || "".equals(value);
    }

    private static Problem problem(String system, Bound bound, String done, String value, UnmappableValueException why) {
        return new Problem("unmappable-value", system + "." + bound.binding().place(),
                "`" + bound.field() + "` cannot be " + done + ": " + value + ". " + why.getMessage(),
                "Correct the value, or the field's line in the definition.");
    }

    static Object held(Binding binding, Map<String, Object> record) {
        List<Object> held = binding.paths().stream().map(path -> path.get(record))
                .map(value -> value instanceof Unreadable unreadable ? unreadable.raw() : value).toList();
        return held.size() == 1 ? held.get(0) : held;
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.codePointCount(0, text.length()) <= LONGEST_SHOWN ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
