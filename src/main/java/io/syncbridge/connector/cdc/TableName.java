package io.syncbridge.connector.cdc;

import org.postgresql.core.Utils;
import java.sql.SQLException;

/** A table's name and its schema's, as the database spells them. */
public record TableName(String schema, String name) {

    /** Returns the name for people, and by which changes and marks name the table. */
    @Override
    public String toString() {
        return schema + "." + name;
    }

    /** Returns the name for SQL. */
    String quoted() {
        return quoted(schema) + "." + quoted(name);
    }

    static String quoted(String name) {
        try {
            return Utils.escapeIdentifier(null, name).toString();
        } catch (SQLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
