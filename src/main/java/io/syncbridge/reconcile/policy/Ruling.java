package io.syncbridge.reconcile.policy;

/** What a {@link ConflictPolicy} made of a contest. */
public sealed interface Ruling {

    /** @param why the deciding fact in a few words, for the sync log */
    record Winner(Claim claim, String why) implements Ruling {
    }

    /** A person has to decide. */
    record Undecided(String why) implements Ruling {
    }
}
