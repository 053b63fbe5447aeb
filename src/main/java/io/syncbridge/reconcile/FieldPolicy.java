package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules of one field.
 *
 * @param name the canonical field's name
 * @param sources the systems whose edits of the field count
 * @param targets the systems that the field is written to
 * @param conflicts who wins when two systems edit it
 * @param firstContact who wins when two records are paired that differ in it
 * @param keepBlanks whether a blank never overwrites a value ({@code blanks: keep})
 * @param computed makes the value from the other fields; {@code null} for a field that systems edit
 */
public record FieldPolicy(String name, Set<String> sources, Set<String> targets, ConflictPolicy conflicts,
        ConflictPolicy firstContact, boolean keepBlanks, Function<CanonicalRecord, Object> computed) {

    public FieldPolicy {
        sources = Set.copyOf(sources);
        targets = Set.copyOf(targets);
    }

    /** Says whether the field stands in the system. */
    public boolean isMappedIn(String system) {
        return sources.contains(system) || targets.contains(system);
    }
}
