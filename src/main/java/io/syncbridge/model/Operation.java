package io.syncbridge.model;

/** What happened, or is to happen, to one record. */
public enum Operation {
    CREATE, UPDATE, DELETE
}
