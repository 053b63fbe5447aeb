package io.syncbridge.model;

import java.util.Objects;

/**
 * Names one record: the system that holds it and its record id there.
 *
 * @param system the system's name in the definition
 * @param recordId the record's own id in that system, as text
 */
public record RecordRef(String system, String recordId) {

    /** The longest record id that the bridge keeps, in characters. */
    public static final int LONGEST_ID = 512;

    /** Says what is wrong with a system's name for a record, a version or an event that cannot be kept; {@code null} if nothing is. */
    public static String mistakeIn(String name) {
        if (name == null || name.length() <= LONGEST_ID && name.indexOf('\0') < 0) {
            return null;
        }
        return name.length() > LONGEST_ID ? "is longer than " + LONGEST_ID + " characters: '" + name.substring(0, 40).replace('\0', '\uFFFD')
                + "...'" : "holds the character NUL: '" + name.replace('\0', '\uFFFD') + "'";
    }

    public RecordRef {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(recordId, "recordId");
    }

    @Override
    public String toString() {
        return system + "/" + recordId;
    }
}
