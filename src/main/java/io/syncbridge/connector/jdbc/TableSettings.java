package io.syncbridge.connector.jdbc;

import java.time.ZoneId;
import java.util.List;

/**
 * What a team says of a table, before the database has been asked.
 *
 * @param table the name, with or without its schema: {@code contacts}, {@code crm.contacts}
 * @param key the columns that name a record; empty for the primary key
 * @param modified the column with a record's modified time; {@code null} if there is none
 * @param columns the columns to read; empty for all
 * @param filter an SQL condition that a row must meet to be a record; {@code null} if all are
 * @param zone the stated zone of times that hold none; {@code null} where none is stated
 * @param blanks how a blank is written where NULL is not taken
 */
record TableSettings(String table, List<String> key, String modified, List<String> columns, String filter, ZoneId zone, Blanks blanks) {

    TableSettings(String table, List<String> key, String modified, List<String> columns, String filter, ZoneId zone) {
        this(table, key, modified, columns, filter, zone, Blanks.EMPTY);
    }

    /** A whole table with the given key. */
    static TableSettings whole(String table, List<String> key) {
        return new TableSettings(table, key, null, List.of(), null, null);
    }
}
