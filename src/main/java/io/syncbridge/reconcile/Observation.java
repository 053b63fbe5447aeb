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
 */
public record Observation(RecordRef ref, Presence presence, CanonicalRecord values, Instant time, String version,
        Instant systemTime) {

    String system() {
        return ref.system();
    }
}
