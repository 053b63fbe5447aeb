package io.syncbridge.reconcile;

/** Whether a system has a record. */
public enum Presence {
    PRESENT,
    /** The record is still there, flagged as deleted. */
    HIDDEN,
    /** The record is there, but outside of the system's scope. */
    OUTSIDE,
    GONE
}
