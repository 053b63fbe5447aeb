package io.syncbridge.reconcile;

import io.syncbridge.reconcile.policy.ConflictPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All the rules of one sync that reconciling needs.
 *
 * @param systems the sync's systems in the definition's order, which settles equal times
 * @param sources the systems whose creates and deletes count
 * @param targets the systems that are written to
 * @param fields the fields' rules by name, in the definition's order
 * @param conflicts the policy for a delete against an edit
 * @param deletes by system
 * @param orphans what is done where a counterpart is missing
 * @param scopes of the systems that have a filter
 */
public record Policy(List<String> systems, Set<String> sources, Set<String> targets, Map<String, FieldPolicy> fields,
        ConflictPolicy conflicts, Map<String, DeletePolicy> deletes, OrphanPolicy orphans,
        Map<String, SystemScope> scopes) {

    public Policy {
        systems = List.copyOf(systems);
        sources = Set.copyOf(sources);
        targets = Set.copyOf(targets);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        deletes = Map.copyOf(deletes);
        scopes = Map.copyOf(scopes);
    }

    /** Rules of systems without filters. */
    public Policy(List<String> systems, Set<String> sources, Set<String> targets, Map<String, FieldPolicy> fields,
            ConflictPolicy conflicts, Map<String, DeletePolicy> deletes, OrphanPolicy orphans) {
        this(systems, sources, targets, fields, conflicts, deletes, orphans, Map.of());
    }

    SystemScope scope(String system) {
        return scopes.getOrDefault(system, SystemScope.ALL);
    }

    DeletePolicy deletes(String system) {
        return deletes.getOrDefault(system, DeletePolicy.HARD);
    }

    /** Returns these rules, but with missing records created, as a person decided for a certain thing. */
    public Policy creatingOrphans() {
        return new Policy(systems, sources, targets, fields, conflicts, deletes, OrphanPolicy.CREATE, scopes);
    }
}
