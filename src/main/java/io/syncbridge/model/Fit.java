package io.syncbridge.model;

/** Whether a record is one that a filter lets through. */
public enum Fit {
    INSIDE,
    OUTSIDE,
    /** What is known of the record does not tell. */
    UNKNOWN
}
