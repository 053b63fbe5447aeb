package io.syncbridge.reconcile;

/** What becomes of a thing when a system's record leaves that system's scope. */
public enum Leaving {
    /** The edit with which it leaves is passed on; then nothing is taken from the record or written to it. */
    UNLINK,
    /** It counts as deleted there. */
    DELETE,
    /** It stays in: the filter only says which records enter. */
    KEEP
}
