package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What route files may say of a Kamelet.
 *
 * @param parameters the names of all its parameters
 * @param required those that must be given
 */
public record Kamelet(String name, Set<String> parameters, Set<String> required) {

    /** Reads a Kamelet file; the reasons why it cannot be read are added to {@code mistakes}. */
    public static Optional<Kamelet> read(String file, String yaml, List<Problem> mistakes) {
        var problems = new Problems();
        Optional<Kamelet> kamelet = YamlFile.parseAny(file, yaml, problems)
                .flatMap(root -> root instanceof Node.Entries entries ? of(entries) : Optional.empty());
        mistakes.addAll(problems.found());
        return kamelet;
    }

    private static Optional<Kamelet> of(Node.Entries file) {
        Node.Entries definition = file.section("spec").section("definition");
        Set<String> required = definition.get("required").orElse(null) instanceof Node.Items items
                ? Set.copyOf(items.items().stream().flatMap(item -> item.asText().stream()).toList()) : Set.of();
        return file.section("metadata").text("name")
                .map(name -> new Kamelet(name, definition.section("properties").entries().keySet(), required));
    }
}
