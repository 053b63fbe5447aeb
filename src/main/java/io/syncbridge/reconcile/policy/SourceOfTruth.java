package io.syncbridge.reconcile.policy;

import java.util.Objects;

/**
 * One system is always right. Between two others the last write wins.
 *
 * @param system the system that is right
 */
public record SourceOfTruth(String system) implements ConflictPolicy {

    public SourceOfTruth {
        Objects.requireNonNull(system, "system");
    }

    @Override
    public String name() {
        return "source-of-truth";
    }

    @Override
    public Ruling rule(Contest contest) {
        if (contest.challenger().system().equals(system)) {
            return new Ruling.Winner(contest.challenger(), system + " is the source of truth");
        }
        if (contest.standing().system().equals(system)) {
            return new Ruling.Winner(contest.standing(), system + " is the source of truth");
        }
        return Newest.of(contest, Claim::recordTime);
    }
}
