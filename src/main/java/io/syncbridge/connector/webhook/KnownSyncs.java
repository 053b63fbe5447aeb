package io.syncbridge.connector.webhook;

/** What the webhook intake needs to know of the syncs that are loaded. */
public interface KnownSyncs {

    /** Says whether there is such a sync and it has such a system. */
    boolean knows(String sync, String system);

    /**
     * Returns the field, with dots between levels, that holds a record's modified time in that system; {@code null} where
     * the definition names none. Asked only about systems that are known.
     */
    String modifiedField(String sync, String system);

    /** Returns the field, with dots between levels, that holds a record's id in that system; {@code null} where the definition names none. */
    String idField(String sync, String system);
}
