package io.syncbridge.model;

/** What the bridge can ask a system's route to do. The wire form (the {@code SyncAction} header) is lower case. */
public enum SyncAction {
    /** A page of records changed after a cursor; with no cursor, the first page of a scan of every record. */
    CHANGES,
    /** The records with the given ids, as they are now. */
    READ,
    /** The records whose fields hold the given values. */
    FIND,
    CREATE,
    UPDATE,
    DELETE,
    /** What a record holds, and what the account may do. */
    DESCRIBE;

    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns the action for a header's value. @throws IllegalArgumentException naming the value, where there is none */
    public static SyncAction of(String wireName) {
        return valueOf(wireName.trim().toUpperCase(java.util.Locale.ROOT));
    }
}
