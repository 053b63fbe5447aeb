package io.syncbridge.reconcile.policy;

import java.time.Instant;

/**
 * One side of a contest.
 *
 * @param system the system that makes the claim
 * @param value what it wants the field to be
 * @param fieldTime when this field was edited there, corrected by the system's measured clock offset
 * @param recordTime when any contested field of the record was last edited there, likewise corrected
 * @param deletedBy of a delete, when it had happened at the latest, the other times being when it may have happened at the
 *     earliest; {@code null} for anything else
 */
public record Claim(String system, Object value, Instant fieldTime, Instant recordTime, Instant deletedBy) {

    public Claim(String system, Object value, Instant fieldTime, Instant recordTime) {
        this(system, value, fieldTime, recordTime, null);
    }

    /**
     * Returns the claim that a record is to be deleted. Of a delete that has no time of its own the earliest possible one counts,
     * so that an edit which may be newer is not beaten by it.
     */
    public static Claim delete(String system, Instant notBefore, Instant by) {
        return new Claim(system, "deleted", notBefore, notBefore, by);
    }

    public boolean isDelete() {
        return deletedBy != null;
    }

    /** Says whether it is only known between which times it happened. */
    public boolean isBetween() {
        return isDelete() && !deletedBy.equals(fieldTime);
    }
}
