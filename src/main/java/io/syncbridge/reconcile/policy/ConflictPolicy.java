package io.syncbridge.reconcile.policy;

/** Decides a contest between two claims. Pure: the same contest is decided alike on every node and at every replay. */
public interface ConflictPolicy {

    /** The policy's name in definition files and in the sync log. */
    String name();

    Ruling rule(Contest contest);
}
