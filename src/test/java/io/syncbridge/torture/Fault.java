package io.syncbridge.torture;

/** What can be wrong with the answers of the simulated ERP. */
enum Fault {

    /** Nothing. */
    NONE,
    /** 500, nothing done. */
    ERROR,
    /** 500, although it was done. */
    ERROR_AFTER,
    /** 429 with Retry-After. */
    TOO_MANY,
    /** A second or more until the answer. */
    SLOW,
    /** The connection is closed without an answer, nothing done. */
    CUT_BEFORE,
    /** The connection is closed in the middle of the answer, after it was done. */
    CUT_AFTER,
    /** 503 for everything. */
    DOWN
}
