package io.syncbridge.mapping;
public record JoinSplit(String separator, Split split) { public enum Split { FIRST, LAST } }
