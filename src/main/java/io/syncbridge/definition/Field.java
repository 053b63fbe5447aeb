package io.syncbridge.definition;

import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.reconcile.FieldPolicy;

/** One field line, read. */
record Field(FieldMapping mapping, FieldPolicy policy, boolean isPrivate) {

    boolean isComputed() {
        return policy.computed() != null;
    }

    boolean isMappedIn(String system) {
        return mapping.bindings().containsKey(system);
    }
}
