package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.mapping.transform.UnmappableValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one system holds one canonical field.
 *
 * @param paths where; several are joined to one text
 * @param parts how they are joined; {@code null} for one path
 * @param transform between the system's value and the canonical one
 */
public record Binding(List<FieldPath> paths, JoinSplit parts, Transform transform) {

    public Binding {
        paths = List.copyOf(paths);
    }

    boolean isPresentIn(Map<String, Object> record) {
        for (FieldPath path : paths) {
            if (path.isPresentIn(record)) {
                return true;
            }
        }
        return false;
    }

    /** @throws UnmappableValueException if the value does not fit */
    Object read(Map<String, Object> record) {
        Object value = parts == null ? paths.get(0).get(record) : joined(record);
        boolean blank = value == null || value instanceof String text && text.isEmpty();
        return blank && !transform.takesBlank() ? null : transform.toCanonical(blank ? null : value);
    }

    /** @throws UnmappableValueException if the system's form cannot hold the value */
    void write(Map<String, Object> record, Object canonical) {
        Object value = canonical == null && !transform.takesBlank() ? null : transform.fromCanonical(canonical);
        if (parts == null) {
            paths.get(0).set(record, value);
            return;
        }
        List<Object> split = value == null ? null : parts.split(value.toString(), paths.size());
        for (int i = 0; i < paths.size(); i++) {
            paths.get(i).set(record, split == null ? null : split.get(i));
        }
    }

    private Object joined(Map<String, Object> record) {
        var values = new ArrayList<Object>();
        paths.forEach(path -> values.add(path.get(record)));
        return parts.join(values);
    }
}
