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
 * @param problem why the report cannot be read, which makes it one failed change; {@code null} for none
 * @param notBefore by the bridge's clock, when it had not happened yet, where that is known and {@code time} is not: a
 *     poll that finds something happened after the last look; {@code null} otherwise
 * @param formerId the record's id until its key was changed, where the system says that; {@code null} otherwise
 */
public record Change(RecordRef ref, Operation operation, Map<String, Object> record, Instant time, String version,
        String eventId, String problem, Instant notBefore, String formerId) {

    public Change {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(operation, "operation");
    }

    public Change(RecordRef ref, Operation operation, Map<String, Object> record, Instant time, String version, String eventId) {
        this(ref, operation, record, time, version, eventId, null, null, null);
    }

    /** Returns a report without values: the record has to be read. */
    public static Change hint(RecordRef ref) {
        return new Change(ref, Operation.UPDATE, null, null, null, null);
    }

    /** Returns the report of a delete. @param time as {@link #time} */
    public static Change delete(RecordRef ref, Instant time) {
        return new Change(ref, Operation.DELETE, null, time, null, null);
    }

    /** Returns a report that cannot be read. @param record what it held as far as that can be shown; may be {@code null} */
    public static Change unreadable(RecordRef ref, Map<String, Object> record, String problem) {
        return new Change(ref, Operation.UPDATE, record, null, null, null, problem, null, null);
    }

    /** Returns the change with the time at which it had not happened yet, unless it says itself when it happened. */
    public Change after(Instant lastLook) {
        return time != null ? this : new Change(ref, operation, record, null, version, eventId, problem, lastLook, formerId);
    }

    /** Returns the change with the id that the record had until its key was changed. @param id {@code null} for none */
    public Change of(String id) {
        return id == null ? this : new Change(ref, operation, record, time, version, eventId, problem, notBefore, id);
    }

    /** Returns the record as it was named until its key was changed; {@code null} where the system says nothing of that. */
    public RecordRef former() {
        return formerId == null ? null : new RecordRef(ref.system(), formerId);
    }

    /** Says whether the change carries no values, so that the record has to be read. */
    public boolean isHint() {
        return record == null && operation != Operation.DELETE && problem == null;
    }
}
