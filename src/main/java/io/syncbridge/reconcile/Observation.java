package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import java.time.Instant;

/**
 * What a system has been found to hold, newer than the shadow.
 *
 * @param ref the record
 * @param presence whether it is there
 * @param values its canonical values as far as they were reported; empty for a record that is gone
 * @param time when it was edited, corrected by the system's clock offset; never {@code null}
 * @param version the system's name for this state; {@code null} where unknown
 * @param systemTime the modified time by the system's own clock; {@code null} where unknown
 * @param notBefore when the record had certainly not been like this yet, where {@code time} is only when it was found so;
 *     {@link #LONG_AGO} where that is not known, {@code time} itself where it is exact
 */
public record Observation(RecordRef ref, Presence presence, CanonicalRecord values, Instant time, String version,
        Instant systemTime, Instant notBefore) {

    public static final Instant LONG_AGO = Instant.EPOCH;

    /** Returns an observation whose time is exact. */
    public Observation(RecordRef ref, Presence presence, CanonicalRecord values, Instant time, String version, Instant systemTime) {
        this(ref, presence, values, time, version, systemTime, time);
    }

    /** Says whether the record counts as deleted. */
    public boolean isAbsent() {
        return presence == Presence.GONE || presence == Presence.HIDDEN;
    }

    String system() {
        return ref.system();
    }
}
