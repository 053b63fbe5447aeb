package io.syncbridge.definition;

import io.syncbridge.reconcile.OrphanPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and checks the {@code match} rules. */
final class MatchReader {

    private final Node.Entries file;
    private final Scope scope;

    MatchReader(Node.Entries file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    /** @param fields by name; rules that name others were reported with the file's shape */
    List<List<String>> read(Map<String, Field> fields) {
        var rules = new ArrayList<List<String>>();
        if (file.get("match").orElse(null) instanceof Node.Items items) {
            items.items().forEach(rule -> rules.add(rule(rule, fields)));
        }
        protectedFromDoubles();
        rules.removeIf(List::isEmpty);
        if (!rules.isEmpty()) {
            scope.systems().forEach(system -> reachable(system, rules, fields));
        }
        return List.copyOf(rules);
    }

    static boolean matchesCase(Node.Entries file) {
        return !file.text("match-case").equals(Optional.of("ignored"));
    }

    /** Refuses a sync that creates records and could not find them again after a crash, unless that is what it wants. */
    private void protectedFromDoubles() {
        boolean unprotected = file.get("match").orElse(null) instanceof Node.Items items && items.items().isEmpty();
        if (unprotected && PolicyReader.orphans(file) != OrphanPolicy.WARN && !file.text("doubles").equals(Optional.of("accepted"))) {
            scope.problems().report("doubles-possible", file.placeOf("match"),
                    "Without a match rule a record that was created just before a crash is not recognised, and may be created twice.",
                    "Name fields in `match` that tell records apart, or say `doubles: accepted`.");
        }
    }

    private List<String> rule(Node node, Map<String, Field> fields) {
        List<Node> nodes = node instanceof Node.Items list ? list.items() : List.of(node);
        var rule = new ArrayList<String>();
        for (Node named : nodes) {
            named.asText().filter(fields::containsKey).ifPresent(field -> {
                rule.add(field);
                notComputed(fields.get(field), named);
            });
        }
        return rule;
    }

    private void notComputed(Field field, Node named) {
        if (field.reference() != null) {
            scope.problems().report("reference-match", named.place(),
                    "Records cannot be paired by `" + field.policy().name() + "`, which points to another record.",
                    "Pair them by fields with values of their own.");
        }
        if (field.isComputed()) {
            scope.problems().report("computed-match", named.place(),
                    "Records cannot be paired by `" + field.policy().name() + "`, which is computed and never read.",
                    "Pair them by fields that the systems hold.");
        }
    }

    /** Refuses a system whose records no rule could ever pair. */
    private void reachable(String system, List<List<String>> rules, Map<String, Field> fields) {
        if (rules.stream().noneMatch(rule -> rule.stream().allMatch(field -> fields.get(field).isMappedIn(system)))) {
            scope.problems().report("unmatched-system", file.placeOf("match"),
                    "No match rule fits `" + system + "`: each names a field that does not stand there.",
                    "Add a rule whose fields all stand in `" + system + "`.");
        }
    }
}
