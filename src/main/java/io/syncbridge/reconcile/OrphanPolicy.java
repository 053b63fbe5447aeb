package io.syncbridge.reconcile;

/** What is done about a record that one system has and another lacks. */
public enum OrphanPolicy {
    /** It is created where it is missing. */
    CREATE,
    /** The sync log says so, and nothing is created. */
    WARN,
    /** A person decides. */
    REVIEW
}
