package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.Scalar;
import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.mapping.transform.UnmappableValueException;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Problem;
import io.syncbridge.model.Unreadable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The forms in which former definitions of a sync wrote its fields. While systems may hold values in such a form, these are
 * understood by the definition that wrote them, so that a changed definition turns no old value into an edit.
 */
public final class Forms {

    /** No definition has changed. */
    public static final Forms NONE = new Forms(List.of(), List.of());

    /**
     * A field whose line has changed.
     *
     * @param now the field as it is mapped now
     * @param former how it was mapped before, newest first; without a definition that lacked it
     */
    private record Line(FieldMapping now, List<FieldMapping> former) {
    }

    /** A former definition's field lines. @param changed names of the fields that are mapped otherwise now, or not any more */
    public record Former(List<FieldMapping> lines, Set<String> changed, Map<String, String> renamed) {
    }

    private final Map<String, Line> changed = new LinkedHashMap<>();
    private final Set<String> systems = new LinkedHashSet<>();
    private final Map<String, Set<String>> added = new LinkedHashMap<>();
    private final Map<String, Set<String>> moved = new LinkedHashMap<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();

    /** @param formers newest first */
    public Forms(List<FieldMapping> now, List<Former> formers) {
        formers.forEach(former -> former.renamed().forEach(renamed::putIfAbsent));
        for (FieldMapping field : now) {
            List<FieldMapping> known = formers.stream().flatMap(former -> former.lines().stream()
                    .filter(line -> field.field().equals(former.renamed().getOrDefault(line.field(), line.field())))).toList();
            if (known.size() < formers.size() || formers.stream().anyMatch(former -> former.changed().contains(field.field()))) {
                changed.put(field.field(), new Line(field, known));
                systems.addAll(field.bindings().keySet());
                field.bindings().forEach((system, binding) -> place(field.field(), system, binding, known, formers.size()));
            } else if (renamed.containsValue(field.field())) {
                systems.addAll(field.bindings().keySet());
            }
        }
    }

    private void place(String field, String system, Binding binding, List<FieldMapping> known, int definitions) {
        List<Binding> before = known.stream().map(line -> line.bindings().get(system)).filter(Objects::nonNull).toList();
        if (before.size() < definitions) {
            added.computeIfAbsent(system, name -> new LinkedHashSet<>()).add(field);
        }
        if (before.stream().anyMatch(one -> !one.paths().equals(binding.paths()))) {
            moved.computeIfAbsent(system, name -> new LinkedHashSet<>()).add(field);
        }
    }

    /** Says whether no definition has changed in how it maps values. */
    public boolean isEmpty() {
        return changed.isEmpty() && renamed.isEmpty();
    }

    /** Returns the fields that a former definition did not map in the system. */
    public Set<String> added(String system) {
        return added.getOrDefault(system, Set.of());
    }

    /** Returns the fields that a former definition mapped to another place of the system's records. */
    public Set<String> moved(String system) {
        return moved.getOrDefault(system, Set.of());
    }

    /** Returns the systems in which a field stands that is mapped otherwise than before, or was called otherwise. */
    public Set<String> systems() {
        return systems;
    }

    /** Returns the name that the field has now. */
    public String name(String field) {
        return renamed.getOrDefault(field, field);
    }

    /** Returns the names that fields have now, by the names that they had. */
    public Map<String, String> renamed() {
        return Map.copyOf(renamed);
    }

    // ---- canonical values

    /** Returns what a canonical value of a former definition is in the terms of the current one. A value of the current one stays. */
    public Object canonical(String field, Object value) {
        Line line = changed.get(field);
        if (line == null || value == null || value instanceof Unreadable) {
            return value;
        }
        var candidates = new ArrayList<Object>();
        for (Map.Entry<String, Binding> each : line.now().bindings().entrySet()) {
            Transform now = each.getValue().transform();
            Optional<Object> written = formers(line, each.getKey())
                    .flatMap(former -> tried(() -> former.transform().fromCanonical(value)).stream()).findFirst();
            if (now.listsCanonical(value)) {
                return value;
            }
            if (written.filter(now::lists).isPresent()) {
                return now.toCanonical(written.get());
            }
            tried(() -> now.fromCanonical(value)).flatMap(form -> tried(() -> now.toCanonical(form)))
                    .or(() -> written.flatMap(form -> tried(() -> now.toCanonical(form)))).ifPresent(candidates::add);
        }
        return candidates.isEmpty() || candidates.contains(value) ? value : candidates.get(0);
    }

    /** Returns a record of canonical values in the terms of the current definition. */
    public CanonicalRecord canonical(CanonicalRecord record) {
        return new CanonicalRecord(canonical(record.values()));
    }

    /** Returns canonical values by field in the terms of the current definition. */
    public Map<String, Object> canonical(Map<String, Object> values) {
        var restated = new LinkedHashMap<String, Object>();
        values.forEach((field, value) -> {
            if (renamed.containsKey(field)) {
                restated.putIfAbsent(name(field), canonical(name(field), value));
            } else {
                restated.put(field, canonical(field, value));
            }
        });
        return restated;
    }

    // ---- what systems hold

    /**
     * Returns what a record holds, where a value may be in a former form.
     *
     * @param read what the current definition makes of the record
     * @param held what is known of it, in the terms of the current definition
     */
    public Mapped<CanonicalRecord> understood(String system, Map<String, Object> record, Mapped<CanonicalRecord> read,
            CanonicalRecord held) {
        var values = new LinkedHashMap<>(read.value().values());
        var mended = new HashSet<String>();
        for (Line line : changed.values()) {
            Binding now = line.now().bindings().get(system);
            if (now != null && RecordMapping.isKnown(now, record)) {
                String field = line.now().field();
                understood(line, system, now, record, values, held).ifPresent(value -> {
                    values.put(field, value.value());
                    mended.add(system + "." + now.place());
                });
            }
        }
        List<Problem> problems = read.problems().stream().filter(problem -> !mended.contains(problem.where())).toList();
        return new Mapped<>(new CanonicalRecord(values), problems);
    }

    private record Value(Object value) {
    }

    private Optional<Value> understood(Line line, String system, Binding now, Map<String, Object> record, Map<String, Object> read,
            CanonicalRecord held) {
        String field = line.now().field();
        boolean readable = read.containsKey(field);
        Object value = readable ? canonical(field, read.get(field)) : null;
        if (readable && held.has(field) && Objects.equals(value, held.get(field))) {
            return Optional.of(new Value(value));
        }
        List<Binding> formers = formers(line, system).toList();
        Optional<Value> unchanged = formers.stream().flatMap(former -> before(field, former, record).stream())
                .filter(old -> held.has(field) && Objects.equals(old.value(), held.get(field))).findFirst();
        if (unchanged.isPresent()) {
            return unchanged;
        }
        Object raw = RecordMapping.held(now, record);
        boolean listed = now.transform().lists(raw) || formers.stream().noneMatch(former -> former.transform().lists(raw));
        return readable && listed ? Optional.of(new Value(value))
                : formers.stream().filter(former -> !readable || former.transform().lists(raw))
                        .flatMap(former -> before(field, former, record).stream()).findFirst();
    }

    private Optional<Value> before(String field, Binding former, Map<String, Object> record) {
        return tried(() -> new Value(canonical(field, RecordMapping.read(former, record)))).map(Value.class::cast);
    }

    /**
     * Returns the fields that the record holds in a former form, other than the current definition would write them.
     *
     * @param agreed what the record is known to stand for
     */
    public Set<String> former(String system, Map<String, Object> record, CanonicalRecord agreed) {
        return fields(system, record, agreed, this::isFormer);
    }

    /** Returns those of these fields that the current definition alone would misunderstand. */
    public Set<String> misread(String system, Map<String, Object> record, CanonicalRecord agreed) {
        return fields(system, record, agreed, (line, now, held, value) -> isFormer(line, now, held, value) && !reads(now, held, value));
    }

    private interface Test {
        boolean holds(List<Binding> formers, Binding now, Map<String, Object> record, Agreed value);
    }

    private record Agreed(String field, Object value) {
    }

    private Set<String> fields(String system, Map<String, Object> record, CanonicalRecord agreed, Test test) {
        var fields = new LinkedHashSet<String>();
        changed.forEach((field, line) -> {
            Binding now = line.now().bindings().get(system);
            if (now != null && agreed.has(field) && RecordMapping.isKnown(now, record)
                    && test.holds(formers(line, system).toList(), now, record, new Agreed(field, agreed.get(field)))) {
                fields.add(field);
            }
        });
        return fields;
    }

    private boolean isFormer(List<Binding> formers, Binding now, Map<String, Object> record, Agreed agreed) {
        if (same(record, written(now, agreed.value()), now)) {
            return false;
        }
        boolean reads = reads(now, record, agreed);
        return formers.stream().anyMatch(former -> before(agreed.field(), former, record)
                .filter(old -> Objects.equals(old.value(), agreed.value())).isPresent() && (!reads || isWrittenBy(former, record)));
    }

    private static boolean reads(Binding now, Map<String, Object> record, Agreed agreed) {
        return tried(() -> new Value(RecordMapping.read(now, record))).filter(new Value(agreed.value())::equals).isPresent();
    }

    /** Says whether the record's value is in the very form in which the binding writes it. */
    private static boolean isWrittenBy(Binding binding, Map<String, Object> record) {
        return tried(() -> same(record, written(binding, RecordMapping.read(binding, record)), binding))
                .filter(Boolean.TRUE::equals).isPresent();
    }

    /** Returns the system's own values of the field: of the record, for messages. */
    public Object shown(String system, String field, Map<String, Object> record) {
        Line line = changed.get(field);
        return line == null || record == null || !line.now().bindings().containsKey(system) ? null
                : RecordMapping.held(line.now().bindings().get(system), record);
    }

    private static Map<String, Object> written(Binding binding, Object value) {
        var record = new LinkedHashMap<String, Object>();
        tried(() -> {
            RecordMapping.write(binding, value, true, record);
            return record;
        });
        return record;
    }

    private static boolean same(Map<String, Object> record, Map<String, Object> written, Binding at) {
        return at.paths().stream().allMatch(path -> path.isPresentIn(written) && same(path.get(record), path.get(written)));
    }

    private static boolean same(Object one, Object other) {
        boolean scalars = one instanceof Number && other instanceof Number;
        return scalars ? Scalar.text(one).equals(Scalar.text(other)) : Objects.equals(blank(one), blank(other));
    }

    private static Object blank(Object value) {
        return "".equals(value) ? null : value;
    }

    /** Bindings of former definitions at the field's present place in the system; one at another place says nothing of it. */
    private static java.util.stream.Stream<Binding> formers(Line line, String system) {
        List<FieldPath> paths = line.now().bindings().get(system).paths();
        return line.former().stream().map(former -> former.bindings().get(system))
                .filter(former -> former != null && former.paths().equals(paths));
    }

    private static Optional<Object> tried(Supplier<Object> mapping) {
        try {
            return Optional.ofNullable(mapping.get());
        } catch (UnmappableValueException unmappable) {
            return Optional.empty();
        }
    }
}
