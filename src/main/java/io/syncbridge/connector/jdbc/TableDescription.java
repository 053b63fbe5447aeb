package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Description;
import io.syncbridge.model.Description.Field;
import io.syncbridge.model.Description.Holds;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;

/** Describes a table by the database's metadata. */
final class TableDescription {

    /** Texts of such a length are not limited. */
    private static final int ENDLESS = 1_000_000;

    private final Table table;

    private TableDescription(Table table) {
        this.table = table;
    }

    /**
     * Returns the columns, and what the account may not do; nothing is read or written.
     *
     * @param isInTransaction whether the connection takes part in a transaction, which a refusal would end; then nobody asks for
     *     permissions
     */
    static Description of(Connection connection, Table table, boolean isInTransaction) throws SQLException {
        var description = new TableDescription(table);
        return new Description(table.all().stream().map(description::field).toList(),
                isInTransaction ? Map.of() : description.refused(connection));
    }

    private Field field(Column column) {
        return new Field(column.name(), column.typeName(), holds(column), column.isText() && column.length() > 0 && column.length() < ENDLESS
                ? column.length() : null, !column.nullable() && !column.filled(), true, unusable(column));
    }

    private String unusable(Column column) {
        return column.type() == ColumnType.UNREADABLE
                ? "no record can hold: map a view that shows it as text, or take the field out of the definition"
                : table.selected().contains(column) ? null : "is not read: name it in the option columns";
    }

    private static Holds holds(Column column) {
        return switch (column.type()) {
            case TEXT, PADDED_TEXT, UUID, TIME -> Holds.TEXT;
            case INTEGER, DECIMAL, REAL, DOUBLE -> Holds.NUMBER;
            case BOOLEAN -> Holds.BOOLEAN;
            case DATE -> Holds.DATE;
            case TIMESTAMP, INSTANT -> Holds.DATETIME;
            case JSON, ARRAY, ARRAY_LITERAL -> Holds.DOCUMENT;
            case OTHER, UNREADABLE -> Holds.ANYTHING;
        };
    }

    /** Asks how statements would be carried out: that takes the same permissions, and changes nothing. */
    private Map<SyncAction, String> refused(Connection connection) throws SQLException {
        String key = table.sqlNames(table.key());
        String first = table.sqlNames(table.key().subList(0, 1));
        var refused = new EnumMap<SyncAction, String>(SyncAction.class);
        try (Statement statement = connection.createStatement()) {
            ask(statement, SyncAction.READ, "SELECT " + key + " FROM " + table.sqlName(), refused);
            ask(statement, SyncAction.CREATE, "INSERT INTO " + table.sqlName() + " (" + key + ") SELECT " + key + " FROM " + table.sqlName(), refused);
            ask(statement, SyncAction.UPDATE, "UPDATE " + table.sqlName() + " SET " + first + " = " + first, refused);
            ask(statement, SyncAction.DELETE, "DELETE FROM " + table.sqlName(), refused);
        }
        return refused;
    }

    private static void ask(Statement statement, SyncAction action, String sql, Map<SyncAction, String> refused) throws SQLException {
        try {
            statement.execute("EXPLAIN " + sql + " WHERE 1 = 0");
        } catch (SQLException e) {
            if (SqlFailures.kind(e) == Refusal.PERMISSION) {
                refused.put(action, SqlFailures.message(e));
            }
        }
    }
}
