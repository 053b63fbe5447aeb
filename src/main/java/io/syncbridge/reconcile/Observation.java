package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import java.time.Instant;
import java.util.Set;

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
 * @param unreadable the fields that hold something that cannot be read; {@code values} lacks them
 */
public record Observation(RecordRef ref, Presence presence, CanonicalRecord values, Instant time, String version,
        Instant systemTime, Instant notBefore, Set<String> unreadable) {

    public static final Instant LONG_AGO = Instant.EPOCH;

    public Observation {
        unreadable = Set.copyOf(unreadable);
    }

    /** Returns an observation in which everything can be read. */
    public Observation(RecordRef ref, Presence presence, CanonicalRecord values, Instant time, String version, Instant systemTime,
            Instant notBefore) {
        this(ref, presence, values, time, version, systemTime, notBefore, Set.of());
    }

    /** Returns an observation whose time is exact. */
    public Observation(RecordRef ref, Presence presence, CanonicalRecord values, Instant time, String version, Instant systemTime) {
        this(ref, presence, values, time, version, systemTime, time);
    }

    /** Returns the same, of which these values count. */
    public Observation holding(CanonicalRecord counting) {
        return new Observation(ref, presence, counting, time, version, systemTime, notBefore, unreadable);
    }

    /** Returns the same, of which these fields cannot be read. */
    public Observation without(Set<String> unread) {
        return new Observation(ref, presence, values, time, version, systemTime, notBefore, unread);
    }

    /** Says whether the record counts as deleted. */
    public boolean isAbsent() {
        return presence == Presence.GONE || presence == Presence.HIDDEN;
    }

    String system() {
        return ref.system();
    }
}
