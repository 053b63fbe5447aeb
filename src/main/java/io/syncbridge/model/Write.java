package io.syncbridge.model;

import java.util.Map;
import java.util.Set;

/**
 * One write that the bridge asks of a system.
 *
 * @param operation what to do
 * @param syncId the thing that is written, for correlation
 * @param recordId the record to write; {@code null} for a create
 * @param version the version that the record must still have; {@code null} where none is known
 * @param values the system's fields to set, JSON-shaped: all of them for a create, only the changed ones for an
 *     update, none for a delete
 * @param parts the paths in {@code values} that are parts of a nested value, whose other parts stay as they are
 * @param explanation what it is about; {@code null} where the system does not ask for that
 */
public record Write(Operation operation, String syncId, String recordId, String version, Map<String, Object> values,
        Set<String> parts, Explanation explanation) {

    public Write(Operation operation, String syncId, String recordId, String version, Map<String, Object> values, Set<String> parts) {
        this(operation, syncId, recordId, version, values, parts, null);
    }

    public Write(Operation operation, String syncId, String recordId, String version, Map<String, Object> values) {
        this(operation, syncId, recordId, version, values, Set.of());
    }
}
