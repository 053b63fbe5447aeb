package io.syncbridge.definition;

import io.syncbridge.reconcile.policy.ConflictPolicy;
import java.util.List;
import java.util.Optional;

/**
 * What the whole file says and its field lines build on.
 *
 * @param systems in the file's order
 * @param firstContact empty where it is as each field's conflicts
 */
record Scope(Names names, List<String> systems, Direction direction, ConflictPolicy conflicts,
        Optional<ConflictPolicy> firstContact, boolean keepBlanks, Problems problems) {
}
