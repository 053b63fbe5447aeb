package io.syncbridge.reconcile.policy;

import java.util.List;

/**
 * Two claims on one field (or on whether the record lives).
 *
 * @param standing the claim that holds so far
 * @param challenger the claim that was made without having seen the standing one
 * @param order the sync's systems in the definition's order, which settles equal times
 */
public record Contest(Claim standing, Claim challenger, List<String> order) {

    /** Returns the claim of the system that the definition names first. */
    public Claim firstNamed() {
        return order.indexOf(challenger.system()) < order.indexOf(standing.system()) ? challenger : standing;
    }
}
