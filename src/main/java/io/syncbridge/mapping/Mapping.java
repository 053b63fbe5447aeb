package io.syncbridge.mapping;

import io.syncbridge.model.CanonicalRecord;
import java.util.Map;

/** The field mappings of one sync, in both directions, for all its systems. Immutable and safe for many threads. */
public interface Mapping {

    /**
     * Turns a system record into the canonical one. Fields that the record does not hold stay absent.
     *
     * @param system the system's name in the definition
     * @param record JSON-shaped
     */
    Mapped<CanonicalRecord> toCanonical(String system, Map<String, Object> record);

    /**
     * Turns canonical fields into the values to write to a system; only the given fields, nested where the system's
     * paths are nested.
     */
    Mapped<Map<String, Object>> fromCanonical(String system, CanonicalRecord fields);
}
