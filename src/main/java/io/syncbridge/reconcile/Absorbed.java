package io.syncbridge.reconcile;

import java.util.List;

/**
 * A thing after an observation was taken in.
 *
 * @param findings what the sync log has to tell; empty for an echo
 */
public record Absorbed(Thing thing, List<Finding> findings) {

    public Absorbed {
        findings = List.copyOf(findings);
    }
}
