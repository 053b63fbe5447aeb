package io.syncbridge.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What became of one {@link Write}. */
public sealed interface WriteResult {

    /**
     * The system holds the values now.
     *
     * @param recordId the record's id, given by the system for a create
     * @param record the whole record as the system now holds it; {@code null} where the system does not tell
     * @param time the record's modified time by the system's clock after the write; {@code null} where it does not tell
     * @param version the record's version after the write; {@code null} where it has none
     * @param readLater whether the record was read after the write, so that others may have changed it in between
     * @param changed whether others certainly have: what differs from what was written is their edit
     */
    record Written(String recordId, Map<String, Object> record, Instant time, String version, boolean readLater, boolean changed)
            implements WriteResult {

        /** A record as the write itself left it. */
        public Written(String recordId, Map<String, Object> record, Instant time, String version) {
            this(recordId, record, time, version, false, false);
        }
    }

    /**
     * A record was created, but the system did not say under which id.
     *
     * @param message how it could say it, for the person who reads the log
     */
    record Nameless(String message) implements WriteResult {
    }

    /** Nothing was written: the record no longer has the version that was expected. */
    record Stale() implements WriteResult {
    }

    /** Nothing was written yet: the system takes part in the bridge's transaction, and is asked again within it. */
    record Joins() implements WriteResult {
    }

    /** Nothing was written: the system has no such record. */
    record Missing() implements WriteResult {
    }

    /**
     * Nothing was written.
     *
     * @param kind why
     * @param fields the system's names of the fields that were refused (paths with dots); empty where unknown
     * @param message what the system said, for the person who reads the log
     * @param retryAfter how long the system asked to be left alone; {@code null} where it did not
     */
    record Failed(Refusal kind, Set<String> fields, String message, Duration retryAfter) implements WriteResult {

        public Failed {
            fields = Set.copyOf(fields);
        }

        public Failed(Refusal kind, String message) {
            this(kind, Set.of(), message, null);
        }

        /** Says whether the same write may succeed later without anybody's help. */
        public boolean passing() {
            return kind.isPassing();
        }
    }
}
