package io.syncbridge.model;

import java.util.Locale;

/** Why a write was not made. The wire form (the report key {@code @kind}) is lower case. */
public enum Refusal {
    /** The system is away or busy: the same write may succeed later without anybody's help. */
    PASSING,
    /** The record is locked or being changed by somebody else: the same write may succeed later. The system itself is well. */
    BUSY,
    /** A limit of the system is reached: the same write may succeed later without anybody's help. */
    QUOTA,
    /** The values of the named fields were refused; the rest of the record is fine. */
    FIELD,
    /** The record was refused as a whole. */
    RECORD,
    /** A value that must be unique is taken by another record. */
    UNIQUE,
    /** A reference was refused: its parent is missing, or children still point to the record. */
    REFERENCE,
    /** The bridge's account may not make the write. */
    PERMISSION,
    /** A fault of the bridge's or the route's own making, which says nothing about the system. */
    OURS;

    /** Says whether the same write may succeed later without anybody's help. */
    public boolean isPassing() {
        return this == PASSING || this == BUSY || this == QUOTA;
    }

    /** Says whether another record is in the way, so that a write to that one may make room. */
    public boolean isOfAnotherRecord() {
        return this == UNIQUE || this == REFERENCE;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the kind for a report key's value. @throws IllegalArgumentException where there is none */
    public static Refusal of(String wireName) {
        return valueOf(wireName.trim().toUpperCase(Locale.ROOT));
    }
}
