package io.syncbridge.mapping;
public record Binding(java.util.List<FieldPath> paths, JoinSplit parts, io.syncbridge.mapping.transform.Transform transform) { }
