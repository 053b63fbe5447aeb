package io.syncbridge.definition;

import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.reconcile.FieldPolicy;

/**
 * One field line, read.
 *
 * @param reference what it points to; {@code null} for a plain value
 */
record Field(FieldMapping mapping, FieldPolicy policy, boolean isPrivate, SyncDefinition.Reference reference) {

    boolean isComputed() {
        return policy.computed() != null;
    }

    boolean isMappedIn(String system) {
        return mapping.bindings().containsKey(system);
    }
}
