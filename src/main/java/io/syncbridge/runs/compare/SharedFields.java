package io.syncbridge.runs.compare;

import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.reconcile.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields that the same systems hold, so that what each of these systems holds in them can be compared as a whole.
 *
 * @param number its place among the sync's sets of fields, from 0
 * @param systems at least two
 */
public record SharedFields(int number, Set<String> systems, List<String> fields) {

    /** Returns the sync's fields by the systems that hold them; fields that a single system holds are not among them. */
    public static List<SharedFields> of(Policy policy) {
        var bySystems = new LinkedHashMap<Set<String>, List<String>>();
        for (FieldPolicy field : policy.fields().values()) {
            var systems = new LinkedHashSet<>(policy.systems());
            systems.removeIf(system -> !field.sources().contains(system) && !field.targets().contains(system));
            if (systems.size() > 1) {
                bySystems.computeIfAbsent(systems, s -> new ArrayList<>()).add(field.name());
            }
        }
        var parts = new ArrayList<SharedFields>();
        for (Map.Entry<Set<String>, List<String>> part : bySystems.entrySet()) {
            parts.add(new SharedFields(parts.size(), part.getKey(), List.copyOf(part.getValue())));
        }
        return List.copyOf(parts);
    }
}
