package io.syncbridge.mapping;
public record FieldPath(String text) { public static FieldPath of(String t) { if (t.startsWith(".") || t.endsWith(".") || t.contains("..")) throw new IllegalArgumentException("empty step"); return new FieldPath(t); } }
