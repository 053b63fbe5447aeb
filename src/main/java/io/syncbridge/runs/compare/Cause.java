package io.syncbridge.runs.compare;

import java.util.Locale;

/** Why systems hold a thing differently, as far as that can be told. */
public enum Cause {
    /** A write or a report failed and waits for a person. */
    FAILED,
    /** A person has been asked. */
    REVIEW,
    /** What is to be done about it waits in the inbox, or for its system. */
    WAITING,
    /** The record changed after the comparison began. */
    MOVING,
    /** The bridge has never heard of the record. */
    UNSEEN,
    /** The definition has a field that it did not have when the record was seen last. */
    NEW_FIELD,
    /** The record changed without the bridge hearing of it. */
    UNHEARD,
    /** The record went away without the bridge hearing of it. */
    VANISHED,
    /** The bridge knows of it and has not written it, as when the definition changed since. */
    UNWRITTEN,
    /** The definition lets it be so. */
    ALLOWED;

    /** Says whether it may be over within moments. */
    boolean isPassing() {
        return this == WAITING || this == MOVING;
    }

    /** Says whether reading the records once more lets the pipeline put it right, or try to. */
    boolean isRepairable() {
        return this == FAILED || this == UNSEEN || this == UNHEARD || this == VANISHED || this == UNWRITTEN || this == NEW_FIELD;
    }

    /** Returns the word for it in findings and tallies. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Cause of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
