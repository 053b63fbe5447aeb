package io.syncbridge.model;

import java.util.Objects;

/**
 * Names one record: the system that holds it and its record id there.
 *
 * @param system the system's name in the definition
 * @param recordId the record's own id in that system, as text
 */
public record RecordRef(String system, String recordId) {

    public RecordRef {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(recordId, "recordId");
    }

    @Override
    public String toString() {
        return system + "/" + recordId;
    }
}
