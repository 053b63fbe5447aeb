package io.syncbridge.connector.jdbc;

/** How a table's changes are found. */
public enum ChangesMode {
    /** By the column with the modified time; deletes are not seen. */
    MODIFIED,
    /** By a change log, which triggers fill; deletes are seen. */
    LOG,
    /** By the database's own log, which tells of every change by itself; deletes are seen. */
    CDC,
    /** By reading the whole table every time; deletes are seen by absence. */
    HASH
}
