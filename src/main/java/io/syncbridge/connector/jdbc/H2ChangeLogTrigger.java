package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.h2.api.Trigger;

/**
 * Writes changes of a table in H2 to the change log that bears the trigger's name. The log's comment names the key
 * columns. A database that runs as a server of its own needs the bridge's jar on its class path.
 */
public final class H2ChangeLogTrigger implements Trigger {

    private Table table;
    private String log;
    private int[] keyPositions;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int event)
            throws SQLException {
        List<String> keyColumns = keyColumns(connection, schema, trigger);
        this.table = TableLookup.find(connection, TableSettings.whole(schema + "." + table, keyColumns));
        log = trigger;
        keyPositions = this.table.key().stream().mapToInt(this.table.all()::indexOf).toArray();
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        String oldId = before == null ? null : id(before);
        String newId = after == null ? null : id(after);
        boolean changesKey = oldId != null && newId != null && !oldId.equals(newId);
        if (changesKey && ChangeLog.tellsFormerIds(connection, table)) {
            log(connection, "record_id, operation, former_id", newId, "update", oldId);
            return;
        }
        if (changesKey || newId == null) {
            log(connection, "record_id, operation", oldId, "delete");
        }
        if (newId != null) {
            log(connection, "record_id, operation", newId, oldId == null ? "create" : "update");
        }
    }

    private void log(Connection connection, String columns, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + table.sqlName(log) + " (" + columns + ", changed_at) SELECT "
                + "?, ".repeat(values.length) + table.dialect().clock() + " WHERE @syncbridge_writing IS NULL")) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private String id(Object[] row) {
        return RecordId.join(Arrays.stream(keyPositions).mapToObj(position -> row[position] == null ? "" : row[position]).toList());
    }

    private static List<String> keyColumns(Connection connection, String schema, String log) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT REMARKS FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?")) {
            statement.setString(1, schema);
            statement.setString(2, log);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return List.of(Json.parse(result.getString(1), String[].class));
            }
        }
    }
}
