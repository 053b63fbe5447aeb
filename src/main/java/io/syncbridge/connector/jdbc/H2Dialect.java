package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** H2 2.x. */
final class H2Dialect implements Dialect {

    @Override
    public ColumnType typeOf(int jdbcType, String typeName) {
        return switch (typeName) {
            case "UUID" -> ColumnType.UUID;
            case "JSON" -> ColumnType.JSON;
            default -> Dialect.super.typeOf(jdbcType, typeName);
        };
    }

    @Override
    public String placeholder(Column column) {
        return column.type() == ColumnType.JSON ? "? FORMAT JSON" : "?";
    }

    @Override
    public String beforeInsertReturning(String columns) {
        return "SELECT " + columns + " FROM FINAL TABLE (";
    }

    @Override
    public String afterInsertReturning(String columns) {
        return ")";
    }

    @Override
    public String clock() {
        return "CURRENT_TIMESTAMP(9)";
    }

    @Override
    public String beginOwnWrites() {
        return "SET @syncbridge_writing = 1";
    }

    @Override
    public String endOwnWrites() {
        return "SET @syncbridge_writing = NULL";
    }

    @Override
    public boolean seesTriggers(Connection connection, Table table, String log) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND TRIGGER_NAME = ?")) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            query.setString(3, log);
            try (ResultSet found = query.executeQuery()) {
                return found.next() && found.getInt(1) >= 1;
            }
        }
    }

    @Override
    public List<String> installChangeLog(Table table, String log) {
        String logTable = table.sqlName(log);
        String keyColumns = Json.write(table.key().stream().map(Column::name).toList());
        return List.of("""
                CREATE TABLE IF NOT EXISTS %s (
                  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                  record_id VARCHAR NOT NULL,
                  former_id VARCHAR,
                  operation VARCHAR(6) NOT NULL,
                  changed_at TIMESTAMP(9) WITH TIME ZONE NOT NULL)""".formatted(logTable),
                "COMMENT ON TABLE %s IS '%s'".formatted(logTable, keyColumns.replace("'", "''")),
                "CREATE TRIGGER IF NOT EXISTS %s AFTER INSERT, UPDATE, DELETE ON %s FOR EACH ROW CALL '%s'"
                        .formatted(logTable, table.sqlName(), H2ChangeLogTrigger.class.getName()));
    }

    @Override
    public String recordIdType() {
        return "VARCHAR";
    }

    @Override
    public List<String> uninstallChangeLog(Table table, String log) {
        return List.of(
                "DROP TRIGGER IF EXISTS " + table.sqlName(log),
                "DROP TABLE IF EXISTS " + table.sqlName(log));
    }
}
