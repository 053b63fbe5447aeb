package io.syncbridge.reconcile.policy;

/**
 * Decides whether a record lives that one system deleted and another one edited, whichever came first.
 *
 * @param keep whether the edit wins
 */
public record DeletesAgainstEdits(boolean keep) implements ConflictPolicy {

    @Override
    public String name() {
        return "deletes-against-edits";
    }

    @Override
    public Ruling rule(Contest contest) {
        Claim winner = contest.standing().isDelete() == keep ? contest.challenger() : contest.standing();
        return new Ruling.Winner(winner, keep ? "keep" : "delete");
    }
}
