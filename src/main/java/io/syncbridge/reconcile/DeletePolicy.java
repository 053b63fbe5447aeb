package io.syncbridge.reconcile;

/** How a delete that happened elsewhere is carried out in one system. */
public enum DeletePolicy {
    /** The record stays and is flagged as deleted. */
    SOFT,
    /** The record is removed. */
    HARD,
    /** The record is left alone. */
    IGNORE
}
