package io.syncbridge.mapping;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Problem;
import java.util.Map;
import java.util.Set;

/** The field mappings of one sync, in both directions, for all its systems. Immutable and safe for many threads. */
public interface Mapping {

    /**
     * Turns a system record into the canonical one. Fields that the record does not hold stay absent.
     *
     * @param system the system's name in the definition
     * @param record JSON-shaped
     */
    Mapped<CanonicalRecord> toCanonical(String system, Map<String, Object> record);

    /** Returns the problems of the canonical fields that the record holds but {@link #toCanonical} cannot read, by field. */
    Map<String, Problem> unreadable(String system, Map<String, Object> record);

    /**
     * Turns canonical fields into the values to write to a system; only the given fields, nested where the system's
     * paths are nested.
     */
    Mapped<Map<String, Object>> fromCanonical(String system, CanonicalRecord fields);

    /** Likewise for a record that is to be created: what is blank is left out, so that the system's own defaults apply. */
    Mapped<Map<String, Object>> newRecord(String system, CanonicalRecord fields);

    /**
     * Returns the places of the given fields that are parts of a nested value, as text: the other parts of that value are
     * not theirs to write. Without those whose whole value is among the fields too.
     */
    Set<String> parts(String system, CanonicalRecord fields);
}
