package io.syncbridge.mapping;
public record FieldMapping(String field, java.util.Map<String, Binding> bindings) { }
