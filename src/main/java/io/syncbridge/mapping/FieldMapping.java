package io.syncbridge.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A canonical field and how the systems hold it.
 *
 * @param field the canonical field's name
 * @param bindings by system; without the systems that lack the field
 */
public record FieldMapping(String field, Map<String, Binding> bindings) {

    public FieldMapping {
        bindings = Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
    }
}
