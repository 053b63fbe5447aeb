package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.UnmappableValueException;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The mapping that a definition's fields describe. */
public final class RecordMapping implements Mapping {

    private static final int SHOWN = 80;

    private record Bound(String field, Binding binding) {
    }

    private final Map<String, List<Bound>> bySystem = new HashMap<>();

    public RecordMapping(List<FieldMapping> fields) {
        fields.forEach(field -> field.bindings().forEach((system, binding) -> bySystem
                .computeIfAbsent(system, name -> new ArrayList<>()).add(new Bound(field.field(), binding))));
    }

    @Override
    public Mapped<CanonicalRecord> toCanonical(String system, Map<String, Object> record) {
        var values = new LinkedHashMap<String, Object>();
        var problems = new ArrayList<Problem>();
        for (Bound bound : bySystem.getOrDefault(system, List.of())) {
            if (bound.binding().isPresentIn(record)) {
                try {
                    values.put(bound.field(), bound.binding().read(record));
                } catch (UnmappableValueException e) {
                    problems.add(problem(system, bound, bound.binding().paths().get(0).get(record), e));
                }
            }
        }
        return new Mapped<>(new CanonicalRecord(values), problems);
    }

    @Override
    public Mapped<Map<String, Object>> fromCanonical(String system, CanonicalRecord fields) {
        var record = new LinkedHashMap<String, Object>();
        var problems = new ArrayList<Problem>();
        for (Bound bound : bySystem.getOrDefault(system, List.of())) {
            if (fields.has(bound.field())) {
                try {
                    bound.binding().write(record, fields.get(bound.field()));
                } catch (UnmappableValueException e) {
                    problems.add(problem(system, bound, fields.get(bound.field()), e));
                }
            }
        }
        return new Mapped<>(record, problems);
    }

    private static Problem problem(String system, Bound bound, Object value, UnmappableValueException e) {
        String paths = bound.binding().paths().stream().map(FieldPath::text).collect(Collectors.joining(" + "));
        String shown = String.valueOf(value);
        return new Problem("unmappable-value", system + "." + paths, "The value '"
                + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown) + "' of field '" + bound.field()
                + "' cannot be mapped: " + e.getMessage(), "Correct the value, or the field's type in the definition.");
    }
}
