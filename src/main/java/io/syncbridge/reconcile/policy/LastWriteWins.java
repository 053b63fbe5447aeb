package io.syncbridge.reconcile.policy;

/** The record that was edited last has its way in every contested field. */
public record LastWriteWins() implements ConflictPolicy {

    @Override
    public String name() {
        return "last-write-wins";
    }

    @Override
    public Ruling rule(Contest contest) {
        return Newest.of(contest, Claim::recordTime);
    }
}
