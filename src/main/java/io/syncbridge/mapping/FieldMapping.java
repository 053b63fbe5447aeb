package io.syncbridge.mapping;

import java.util.Map;

/** One canonical field, and how each system that has it holds it. */
public record FieldMapping(String field, Map<String, Binding> bindings) {

    public FieldMapping {
        bindings = Map.copyOf(bindings);
    }
}
