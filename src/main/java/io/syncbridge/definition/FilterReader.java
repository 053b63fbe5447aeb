package io.syncbridge.definition;

import io.syncbridge.mapping.Condition;
import io.syncbridge.mapping.Filter;
import io.syncbridge.mapping.Mapping;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.Leaving;
import io.syncbridge.reconcile.SystemScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the systems' filters, and checks what they mean together with the rest of the file. */
final class FilterReader {

    private static final String FILTER = "filter";
    private static final String LEAVING = "leaving";

    private final Node.Entries systems;
    private final Scope scope;

    FilterReader(Node.Entries file, Scope scope) {
        this.systems = file.section("systems");
        this.scope = scope;
    }

    Filter filter(String system, FilterValues values) {
        var conditions = new ArrayList<Condition>();
        systems.section(system).section(FILTER).entries().forEach((field, entry) -> {
            try {
                Filter.of(field, entry.value().plain()).conditions()
                        .forEach(condition -> conditions.add(values.typed(system, condition, entry.place())));
            } catch (IllegalArgumentException bad) {
                scope.problems().report("bad-filter", entry.place(), "The filter of `" + system + "` cannot be used: " + bad.getMessage(),
                        "Write a field's name or path, and what it must hold.");
            }
        });
        return new Filter(conditions);
    }

    Leaving leaving(String system) {
        String word = systems.section(system).text(LEAVING).orElse("unlink");
        return word.equals("delete") ? Leaving.DELETE : word.equals("keep") ? Leaving.KEEP : Leaving.UNLINK;
    }

    /** @param fields by name */
    void check(Map<String, SystemDefinition> read, Map<String, Field> fields) {
        read.values().forEach(system -> {
            Node.Entries keys = systems.section(system.name());
            if (keys.get(FILTER).isEmpty() && keys.get(LEAVING).isPresent()) {
                scope.problems().report("useless-key", keys.placeOf(LEAVING), "`leaving` of `" + system.name()
                        + "` does nothing without `filter`.", "Remove it, or add the filter that records can leave.");
            }
            if (system.leaving() == Leaving.DELETE && scope.direction().targets().contains(system.name())) {
                system.filter().conditions().forEach(condition -> written(system.name(), condition, fields));
            }
        });
    }

    /** Refuses that a record which the bridge creates may be outside from the start, since its leaving would delete the original. */
    private void written(String system, Condition condition, Map<String, Field> fields) {
        boolean isWritten = fields.values().stream().anyMatch(field -> field.isMappedIn(system)
                && field.policy().targets().contains(system)
                && field.mapping().bindings().get(system).paths().contains(condition.field()));
        if (!isWritten) {
            String field = condition.field().text();
            scope.problems().report("unwritten-filter", systems.section(system).section(FILTER).placeOf(field),
                    "`leaving: delete` needs to know whether what the bridge creates in `" + system + "` is within the scope, and no"
                            + " field writes `" + field + "` there.",
                    "Add a field for it, such as `" + field.toLowerCase(Locale.ROOT) + ": {" + system + ": " + field
                            + ", constant: ...}`, or choose `leaving: unlink`.");
        }
    }

    /**
     * Returns the scopes of the systems that have a filter.
     *
     * @param pointing the fields whose record ids only the pipeline knows
     */
    static Map<String, SystemScope> scopes(Map<String, SystemDefinition> systems, Mapping mapping, Set<String> pointing) {
        var scopes = new HashMap<String, SystemScope>();
        systems.values().stream().filter(system -> !system.filter().isEmpty()).forEach(system -> scopes.put(system.name(),
                new SystemScope(system.leaving(), values -> system.filter()
                        .fit(mapping.fromCanonical(system.name(), without(pointing, values)).value()))));
        return scopes;
    }

    private static CanonicalRecord without(Set<String> fields, CanonicalRecord values) {
        var others = new LinkedHashMap<>(values.values());
        others.keySet().removeAll(fields);
        return new CanonicalRecord(others);
    }
}
