package io.syncbridge.mapping;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes to parts of nested values, which leave the parts beside them as they are. */
public final class Parts {

    private Parts() {
    }

    /**
     * Returns the values to store: those written, with the nested ones laid over what the record holds. A blank part is
     * taken out of its object; one that is not there is not made for that.
     *
     * @param record what the system holds now; without what it does not hold
     * @param written nested as the paths are
     * @param parts the paths of {@code written} that are parts, as text
     * @throws IllegalArgumentException if the record holds something in a part's way that is no object or list
     */
    public static Map<String, Object> over(Map<String, Object> record, Map<String, Object> written, Collection<String> parts) {
        var stored = new LinkedHashMap<>(written);
        List<FieldPath> paths = parts.stream().map(FieldPath::of).toList();
        paths.forEach(path -> stored.put(path.root(), record.get(path.root())));
        for (FieldPath path : paths) {
            Object value = path.get(written);
            if (value == null) {
                path.remove(stored);
            } else {
                path.checkWay(stored);
                path.set(stored, value);
            }
        }
        return stored;
    }
}
