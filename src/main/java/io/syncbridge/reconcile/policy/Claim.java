package io.syncbridge.reconcile.policy;

import java.time.Instant;

/**
 * One side of a contest.
 *
 * @param system the system that makes the claim
 * @param value what it wants the field to be
 * @param fieldTime when this field was edited there, corrected by the system's measured clock offset
 * @param recordTime when any contested field of the record was last edited there, likewise corrected
 */
public record Claim(String system, Object value, Instant fieldTime, Instant recordTime) {
}
