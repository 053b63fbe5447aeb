package io.syncbridge.definition;

import io.syncbridge.mapping.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code examples} and checks that they use fields which the definition knows. */
final class ExampleReader {

    private final Node.Entries file;
    private final Scope scope;

    ExampleReader(Node.Entries file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    List<SyncDefinition.Example> read(Map<String, Field> fields) {
        var examples = new ArrayList<SyncDefinition.Example>();
        if (file.get("examples").orElse(null) instanceof Node.Items items) {
            for (Node item : items.items()) {
                if (item instanceof Node.Entries example) {
                    examples.add(example(example, fields));
                }
            }
        }
        return List.copyOf(examples);
    }

    private SyncDefinition.Example example(Node.Entries example, Map<String, Field> fields) {
        var records = new LinkedHashMap<String, Map<String, Object>>();
        example.entries().forEach((system, entry) -> {
            if (entry.value() instanceof Node.Entries record && scope.systems().contains(system)) {
                known(record, system, fields);
                records.put(system, record.plain());
            }
        });
        return new SyncDefinition.Example(example.place().line(), records);
    }

    private void known(Node.Entries record, String system, Map<String, Field> fields) {
        Set<String> known = systemFields(system, fields);
        record.entries().forEach((name, entry) -> {
            if (known.stream().noneMatch(path -> path.equals(name) || path.startsWith(name + "."))) {
                scope.problems().report("unknown-field", entry.place(),
                        "The example gives `" + system + "` the field `" + name + "`, which no field line names.",
                        DidYouMean.cure(name, known));
            }
        });
    }

    /** All paths of the system that the definition names. */
    private Set<String> systemFields(String system, Map<String, Field> fields) {
        var known = new LinkedHashSet<String>();
        fields.values().stream().filter(field -> field.isMappedIn(system))
                .flatMap(field -> field.mapping().bindings().get(system).paths().stream())
                .map(FieldPath::text).forEach(known::add);
        Node.Entries keys = file.section("systems").section(system);
        keys.entries().keySet().forEach(key -> keys.text(key).ifPresent(known::add));
        known.addAll(file.section("deletes").section(system).section("soft").entries().keySet());
        return known;
    }
}
