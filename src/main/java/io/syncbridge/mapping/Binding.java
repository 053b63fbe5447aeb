package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.Transform;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How one system holds a canonical field.
 *
 * @param paths where; several where the system keeps the field in parts
 * @param parts how the parts are joined and split; {@code null} where there is one path
 * @param transform between the system's value (the joined text, where there are parts) and the canonical one
 * @param described the transform in a few words, for pages: its type and what the file says of it
 */
public record Binding(List<FieldPath> paths, JoinSplit parts, Transform transform, String described) {

    public Binding {
        paths = List.copyOf(paths);
        if (paths.isEmpty() || paths.size() > 1 == (parts == null)) {
            throw new IllegalArgumentException("a field has one path, or several and a way to join them");
        }
    }

    /** The paths for messages and pages. */
    public String place() {
        return paths.stream().map(FieldPath::text).collect(Collectors.joining(", "));
    }
}
