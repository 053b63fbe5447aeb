package io.syncbridge.definition;

import io.syncbridge.mapping.Binding;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.mapping.JoinSplit;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one field line: where the field stands in each system, how it is transformed, and its rules. */
final class FieldReader {

    private final String name;
    private final Place place;
    private final Node.Entries line;
    private final Scope scope;
    private final List<String> columns;
    private final TransformReader transforms;

    /** @param place the field's name in the file */
    FieldReader(String name, Place place, Node.Entries line, Scope scope, TransformTypes types) {
        this.name = name;
        this.place = place;
        this.line = line;
        this.scope = scope;
        this.columns = scope.systems().stream().filter(line.entries()::containsKey).toList();
        this.transforms = new TransformReader(name, line, columns, types, scope.problems());
    }

    /** Returns the field; some of it is missing where a mistake is reported. */
    Field read(Specification specification, ExpressionCompiler expressions) {
        int before = scope.problems().count();
        var names = new Names(new LinkedHashSet<>(columns), scope.names().fields());
        new ShapeCheck(names, scope.problems())
                .check(line, specification.fieldLine(transforms.used(), scope.systems()), "fields." + name);
        boolean computed = line.get("constant").or(() -> line.get("simple")).isPresent();
        Direction direction = direction(computed);
        Map<String, Binding> bindings = bindings();
        if (scope.problems().count() == before) {
            check(direction, bindings, computed);
        }
        return new Field(new FieldMapping(name, bindings),
                policy(direction, computed ? computed(bindings, expressions) : null),
                line.get("private").map(Node::plain).filter(Boolean.TRUE::equals).isPresent(),
                line.text("ref").map(sync -> new SyncDefinition.Reference(sync, line.placeOf("ref").toString())).orElse(null));
    }

    /** What only makes sense to say where each part of the line is right by itself. */
    private void check(Direction direction, Map<String, Binding> bindings, boolean computed) {
        var check = new FieldCheck(name, place, line, scope.problems());
        transforms.checkTable();
        transforms.checkDefault(direction);
        check.companions();
        check.flows(direction, computed);
        if (line.get("ref").isPresent()) {
            check.reference();
        } else {
            check.sameKind(transforms.kinds());
        }
        check.wayBack(bindings, direction);
    }

    private Map<String, Binding> bindings() {
        var bindings = new LinkedHashMap<String, Binding>();
        for (String system : columns) {
            List<FieldPath> paths = paths(line.get(system).orElseThrow());
            transforms.transform(system).filter(transform -> !paths.isEmpty()).ifPresent(transform -> bindings.put(system,
                    new Binding(paths, paths.size() > 1 ? joinSplit(system) : null, transform,
                            transforms.described(system))));
        }
        return bindings;
    }

    private FieldPolicy policy(Direction direction, Function<CanonicalRecord, Object> computed) {
        ConflictPolicy conflicts = PolicyReader.conflicts(line).orElse(scope.conflicts());
        return new FieldPolicy(name, direction.sources(), direction.targets(), conflicts,
                scope.firstContact().orElse(conflicts), PolicyReader.keepBlanks(line).orElse(scope.keepBlanks()), computed);
    }

    private Direction direction(boolean computed) {
        Direction direction = line.text("direction").flatMap(text -> Direction.parse(text, columns))
                .filter(this::standsInAll).orElse(scope.direction()).within(columns);
        return computed ? new Direction(Set.of(), direction.targets()) : direction;
    }

    private boolean standsInAll(Direction own) {
        for (String system : own.systems()) {
            if (!columns.contains(system)) {
                scope.problems().report("unknown-system", line.placeOf("direction"),
                        "The direction of `" + name + "` names `" + system + "`, where the field does not stand.",
                        DidYouMean.cure(system, columns));
            }
        }
        return columns.containsAll(own.systems());
    }

    private Function<CanonicalRecord, Object> computed(Map<String, Binding> bindings, ExpressionCompiler expressions) {
        if (line.get("constant").isPresent() && line.get("simple").isPresent()) {
            scope.problems().report("contradiction", line.placeOf("simple"),
                    "`" + name + "` has both `constant` and `simple`.", "Keep one of the two.");
        }
        Object constant = transforms.constant(bindings).orElse(null);
        return line.get("simple").flatMap(expression -> compile(expression, expressions)).orElse(record -> constant);
    }

    private Optional<Function<CanonicalRecord, Object>> compile(Node expression, ExpressionCompiler expressions) {
        try {
            return expression.asText().map(expressions::compile);
        } catch (IllegalArgumentException bad) {
            scope.problems().report("bad-expression", expression.place(),
                    "The expression of `" + name + "` cannot be used: " + bad.getMessage(),
                    "Write it in Camel's Simple language, over the sync's own field names.");
            return Optional.empty();
        }
    }

    private JoinSplit joinSplit(String system) {
        boolean first = transforms.word("split", system).filter("first"::equals).isPresent();
        return new JoinSplit(transforms.word("join", system).orElse(" "),
                first ? JoinSplit.Split.FIRST : JoinSplit.Split.LAST);
    }

    private List<FieldPath> paths(Node node) {
        List<Node> nodes = node instanceof Node.Items list ? list.items() : List.of(node);
        var paths = new ArrayList<FieldPath>();
        for (Node path : nodes) {
            path.asText().flatMap(text -> scope.problems().path(text, path.place())).ifPresent(paths::add);
        }
        return paths;
    }
}
