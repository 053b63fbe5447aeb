package io.syncbridge.definition;

import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.mapping.transform.TransformType.Kind;
import io.syncbridge.mapping.transform.ValuesTransform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one field line's table of values: {@code values}, the way {@code back}, and what {@code else} says of others. */
final class TableReader {

    private static final Shape.BySystem TABLE = new Shape.BySystem(Shape.MapOf.free("value", new Shape.Value()));

    private final String field;
    private final Node.Entries line;
    private final List<String> columns;
    private final Problems problems;

    /** @param columns the systems in which the field stands, in the file's order */
    TableReader(String field, Node.Entries line, List<String> columns, Problems problems) {
        this.field = field;
        this.line = line;
        this.columns = columns;
        this.problems = problems;
    }

    /** Refuses a short table where it is not plain which system has which column. */
    void check() {
        if (!isShort("values")) {
            return;
        }
        List<String> asWritten = line.entries().keySet().stream().filter(columns::contains).toList();
        if (columns.size() != 2) {
            problems.report("unclear-table", line.placeOf("values"),
                    "The short table of `" + field + "` is for two systems, but the field stands in " + columns.size() + ".",
                    "Write one table for each system: `values: {" + columns.stream().findFirst().orElse("system")
                            + ": {canonical value: its value}}`.");
        } else if (!asWritten.equals(columns)) {
            problems.report("unclear-table", line.placeOf("values"),
                    "The short table of `" + field + "` goes from `" + columns.get(0) + "` to `" + columns.get(1)
                            + "`, as in `systems`, but the line names them the other way round.",
                    "Write `" + columns.get(0) + "` first on the line, or one table for each system.");
        }
    }

    /** The plain transform with the system's table around it, where it has one. */
    Transform around(Transform plain, Kind kind, String system) {
        Optional<Node.Entries> values = table("values", system);
        if (values.isEmpty()) {
            return plain;
        }
        Map<Object, Object> toSystem = toSystem(values.get(), kind);
        Map<Object, Object> back = table("back", system).map(node -> back(node, values.get(), kind)).orElse(Map.of());
        return new ValuesTransform(plain, toSystem, back, unknown(system));
    }

    /** From canonical values to the system's. */
    private Map<Object, Object> toSystem(Node.Entries values, Kind kind) {
        var table = new LinkedHashMap<Object, Object>();
        values.entries().forEach((text, entry) ->
                canonical(text, entry.place(), kind).ifPresent(value -> table.put(value, entry.value().plain())));
        return table;
    }

    /** From the system's values to canonical ones, where the table alone does not say which. */
    private Map<Object, Object> back(Node.Entries back, Node.Entries values, Kind kind) {
        Map<String, Object> systemValues = new LinkedHashMap<>();
        values.plain().values().forEach(value -> systemValues.put(String.valueOf(value), value));
        var table = new LinkedHashMap<Object, Object>();
        back.entries().forEach((text, entry) -> {
            known(text, entry.place(), systemValues.keySet());
            entry.value().asText().ifPresent(canonical -> {
                known(canonical, entry.value().place(), values.entries().keySet());
                if (leadsTo(values, canonical, text, entry.value().place())) {
                    canonical(canonical, entry.value().place(), kind)
                            .ifPresent(value -> table.put(systemValues.get(text), value));
                }
            });
        });
        return table;
    }

    /** A way back has to go the table's way round; one that names unknown values was reported already. */
    private boolean leadsTo(Node.Entries values, String canonical, String system, Place place) {
        Optional<String> written = values.get(canonical).map(value -> String.valueOf(value.plain()));
        if (written.isPresent() && !written.get().equals(system) && values.plain().values().stream().map(String::valueOf)
                .anyMatch(system::equals)) {
            problems.report("wrong-way-back", place, "`back` of `" + field + "` leads from `" + system + "` to `" + canonical
                    + "`, but the table leads from `" + canonical + "` to `" + written.get() + "`.",
                    "Name a value that the table turns into `" + system + "`.");
        }
        return written.filter(system::equals).isPresent();
    }

    private void known(String value, Place place, Set<String> values) {
        if (!values.contains(value)) {
            problems.report("unknown-value", place,
                    "`back` of `" + field + "` names `" + value + "`, which its table does not hold.",
                    DidYouMean.cure(value, values));
        }
    }

    private Optional<Object> canonical(String text, Place place, Kind kind) {
        Optional<Object> value = CanonicalText.parse(kind, text);
        if (value.isEmpty()) {
            problems.report("bad-value", place,
                    "`" + text + "` cannot be a canonical value of `" + field + "`, whose kind is " + kind + ".",
                    "Correct the table, or the field's type.");
        }
        return value;
    }

    private ValuesTransform.Unknown unknown(String system) {
        Optional<Node> node = line.get("else").flatMap(found -> TABLE.pick(found, system, Set.copyOf(columns)));
        Optional<Node> replacement = node.filter(Node.Entries.class::isInstance)
                .flatMap(map -> ((Node.Entries) map).get("value"));
        if (replacement.isPresent()) {
            return new ValuesTransform.Unknown.Replace(replacement.get().plain());
        }
        boolean fails = node.flatMap(Node::asText).filter("fail"::equals).isPresent();
        return fails ? new ValuesTransform.Unknown.Fail() : new ValuesTransform.Unknown.Keep();
    }

    private Optional<Node.Entries> table(String key, String system) {
        if (isShort(key) && !columns.get(columns.size() - 1).equals(system)) {
            return Optional.empty();
        }
        return line.get(key).flatMap(node -> TABLE.pick(node, system, Set.copyOf(columns)))
                .filter(Node.Entries.class::isInstance).map(Node.Entries.class::cast);
    }

    private boolean isShort(String key) {
        return line.get(key).filter(node -> !TABLE.isSplit(node, Set.copyOf(columns))).isPresent();
    }
}
