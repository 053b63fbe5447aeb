package io.syncbridge.definition;

import io.syncbridge.mapping.FieldPath;
import io.syncbridge.mapping.Filter;
import io.syncbridge.reconcile.Leaving;
import java.time.Duration;
import java.util.Map;

/**
 * One system of a sync, as the definition file describes it.
 *
 * @param name the system's name, also in routes: {@code sync:<sync>/<name>}
 * @param id the field (or nested path) that holds the record id; records may carry it under {@code @id} instead
 * @param modified the field that holds the modified time; {@code null} where the system has none
 * @param marker the field that the bridge marks its own writes with; {@code null} where the system has none
 * @param softDelete the fields and values that make a record count as deleted; empty where deletes are not soft here
 * @param restore the fields and values that take a soft delete back
 * @param filter which of the records take part
 * @param leaving what becomes of a thing when its record here takes part no longer
 * @param lag how long the system may go on to show what was before a write; {@code null} where the file does not say
 */
public record SystemDefinition(String name, String id, String modified, FieldPath marker, Map<String, Object> softDelete,
        Map<String, Object> restore, Filter filter, Leaving leaving, Duration lag) {

    /** How long a system may lag that neither the file nor its own answers say anything of. */
    public static final Duration USUAL_LAG = Duration.ofMinutes(3);

    /** A system all of whose records take part. */
    public SystemDefinition(String name, String id, String modified, FieldPath marker, Map<String, Object> softDelete,
            Map<String, Object> restore) {
        this(name, id, modified, marker, softDelete, restore, Filter.ALL, Leaving.UNLINK, null);
    }
}
