package io.syncbridge.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What a system reports of one record.
 *
 * @param ref the record
 * @param operation what is said to have happened; whether a record is new to the bridge is decided by its links, not
 *     by this
 * @param record the system record as reported, JSON-shaped (text, numbers, booleans, null, lists, maps); {@code null}
 *     where the report holds no values and the record must be read; fields it does not name are unchanged
 * @param time when the system says that it happened, by the system's own clock; {@code null} where it does not say
 * @param version the system's own name for the state that {@code record} shows (ETag, row version, content hash);
 *     {@code null} where it has none
 * @param eventId the system's id of this report, the same when it is repeated; {@code null} where it has none
 */
public record Change(RecordRef ref, Operation operation, Map<String, Object> record, Instant time, String version,
        String eventId) {

    public Change {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(operation, "operation");
    }

    /** Says whether the change carries no values, so that the record has to be read. */
    public boolean isHint() {
        return record == null && operation != Operation.DELETE;
    }
}
