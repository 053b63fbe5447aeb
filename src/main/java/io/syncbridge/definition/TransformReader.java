package io.syncbridge.definition;

import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.DefaultTransform;
import io.syncbridge.mapping.transform.RequiredTransform;
import io.syncbridge.mapping.transform.Structure;
import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.mapping.transform.TransformType;
import io.syncbridge.mapping.transform.TransformType.Kind;
import io.syncbridge.mapping.transform.TransformType.Parameter;
import io.syncbridge.mapping.transform.UnmappableValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one field line's {@code type}, its parameters, tables and defaults into a transform for each system. */
final class TransformReader {

    private static final Shape.BySystem ONE_WORD = new Shape.BySystem(new Shape.Value());

    private static final Shape.BySystem FLAG = new Shape.BySystem(new Shape.Flag());

    private final String field;
    private final Node.Entries line;
    private final List<String> columns;
    private final TransformTypes types;
    private final TableReader tables;
    private final Problems problems;

    /** @param columns the systems in which the field stands, in the file's order */
    TransformReader(String field, Node.Entries line, List<String> columns, TransformTypes types, Problems problems) {
        this.field = field;
        this.line = line;
        this.columns = columns;
        this.types = types;
        this.problems = problems;
        this.tables = new TableReader(field, line, columns, problems);
    }

    /** The types that the line uses. */
    Set<TransformType> used() {
        var used = new LinkedHashSet<TransformType>();
        columns.forEach(system -> used.add(type(system)));
        return used;
    }

    /** The kind of the field's values by system. */
    Map<String, Kind> kinds() {
        var kinds = new LinkedHashMap<String, Kind>();
        columns.forEach(system -> kinds.put(system, type(system).kind()));
        return kinds;
    }

    /** The type in a system; {@code text} where none, or an unknown one, is named. */
    TransformType type(String system) {
        return word("type", system).flatMap(types::find)
                .orElseGet(() -> types.find("text").orElseThrow());
    }

    /** The text that a key has for a system. */
    Optional<String> word(String key, String system) {
        return pick(key, ONE_WORD, system).flatMap(Node::asText);
    }

    private Optional<Node> pick(String key, Shape.BySystem shape, String system) {
        return line.get(key).flatMap(node -> shape.pick(node, system, Set.copyOf(columns)));
    }

    /**
     * The transform for one system: what is required around its default around its table around its type.
     *
     * @return nothing where the line has a mistake, which is then reported
     */
    Optional<Transform> transform(String system) {
        return typed(system).map(plain -> tables.around(plain, type(system).kind(), system))
                .map(transform -> withDefault(transform, system)).map(transform -> required(transform, system));
    }

    /** The transform in a few words: its type, the parameters that the line gives, and whether a table is around it. */
    String described(String system) {
        TransformType type = type(system);
        var words = new ArrayList<>(List.of(type.name()));
        type.parameters().forEach(parameter -> pick(parameter.name(), new Shape.BySystem(Specification.shape(parameter)), system)
                .ifPresent(given -> words.add(given.asText().orElse(parameter.name()))));
        if (line.get("values").isPresent()) {
            words.add("by a table of values");
        }
        return String.join(" ", words);
    }

    void checkTable() {
        tables.check();
    }

    private Transform withDefault(Transform transform, String system) {
        return pick("default", ONE_WORD, system)
                .flatMap(node -> canonical(node, system, transform).filter(value -> isValue(value, node, system, transform)))
                .<Transform>map(value -> new DefaultTransform(transform, value))
                .orElse(transform);
    }

    private boolean isValue(Object value, Node node, String system, Transform transform) {
        boolean isValue = transform.fromCanonical(value) != null;
        if (!isValue) {
            problems.report("useless-default", node.place(),
                    "The default of `" + field + "` in `" + system + "` is blank, and does nothing.",
                    "Write a value, or remove `default`: a system that takes no blank gets what its connector's options say.");
        }
        return isValue;
    }

    /** Refuses a default in a system where the field is neither read nor written. */
    void checkDefault(Direction direction) {
        columns.stream().filter(system -> !direction.systems().contains(system)).forEach(system -> line.get("default")
                .filter(node -> ONE_WORD.isSplit(node, Set.copyOf(columns))).flatMap(node -> pick("default", ONE_WORD, system))
                .ifPresent(node -> problems.report("useless-default", node.place(), "The default of `" + field + "` in `" + system
                        + "` does nothing, since the field is neither read nor written there.", "Remove it, or correct `direction`.")));
    }

    private Transform required(Transform transform, String system) {
        boolean required = pick("required", FLAG, system).filter(node -> Boolean.TRUE.equals(node.plain())).isPresent();
        return required ? new RequiredTransform(transform) : transform;
    }

    /** The value of a field that is always the same, if all its systems can hold it. */
    Optional<Object> constant(Map<String, Binding> bindings) {
        Optional<Object> constant = Optional.empty();
        for (Map.Entry<String, Binding> each : bindings.entrySet()) {
            constant = line.get("constant").flatMap(node -> canonical(node, each.getKey(), each.getValue().transform()));
        }
        return constant;
    }

    /** A canonical value that stands in the line, if the system can hold it. */
    private Optional<Object> canonical(Node node, String system, Transform transform) {
        Optional<Object> value = node.asText().flatMap(text -> CanonicalText.parse(type(system).kind(), text));
        try {
            value.ifPresent(transform::fromCanonical);
        } catch (UnmappableValueException unfit) {
            reportUnfit(node, system, unfit.getMessage());
            return Optional.empty();
        }
        if (value.isEmpty()) {
            reportUnfit(node, system, "The field's values are of kind " + type(system).kind() + ".");
        }
        return value;
    }

    private void reportUnfit(Node node, String system, String why) {
        problems.report("bad-value", node.place(),
                node.kind() + " cannot be the value of `" + field + "` in `" + system + "`: " + why,
                "Write a value that fits the field's type `" + type(system).name() + "`.");
    }

    private Optional<Transform> typed(String system) {
        TransformType type = type(system);
        try {
            Transform transform = type.create(settings(type, system));
            return Optional.of(word("type", system).isPresent() ? transform : Structure.orElse(transform));
        } catch (IllegalArgumentException bad) {
            problems.report("bad-parameter", line.placeOf("type"),
                    "`" + field + "` cannot be of type `" + type.name() + "` in `" + system + "`: " + bad.getMessage(),
                    "Correct the parameter on the field's line.");
            return Optional.empty();
        }
    }

    private Map<String, Object> settings(TransformType type, String system) {
        var settings = new LinkedHashMap<String, Object>();
        for (Parameter parameter : type.parameters()) {
            var shape = new Shape.BySystem(Specification.shape(parameter));
            Object value = pick(parameter.name(), shape, system).map(node -> setting(parameter, node))
                    .orElse(parameter.byDefault());
            if (value != null) {
                settings.put(parameter.name(), value);
            }
        }
        return settings;
    }

    /** The node as the parameter's shape; what does not fit was reported with the line's shape. */
    private static Object setting(Parameter parameter, Node node) {
        Object plain = node.plain();
        return switch (parameter.shape()) {
            case TEXT -> node.asText().orElse(null);
            case INTEGER -> plain instanceof Long number ? (Object) number.intValue() : null;
            case BOOLEAN -> plain instanceof Boolean ? plain : null;
            case MAP -> plain instanceof Map ? plain : null;
        };
    }
}
