package io.syncbridge.component;

/** A system that was left alone answers again; what waited for it can go on. */
public record SystemBack(String system) {
}
