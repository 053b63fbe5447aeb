package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** MariaDB 10.1 and MySQL 8.0.29 and later. What JDBC calls a catalog, they call a database or schema. */
final class MariaDbDialect implements Dialect {

    private static final Pattern JSON_VALID = Pattern.compile("(?i)\\(?json_valid\\(`(.+)`\\)\\)?");

    private static final String SPACES = "[:space:]\u00a0\u2007\u202f\u3000";

    private final boolean returnsInserted;

    /** @param returnsInserted whether INSERT has RETURNING, which MariaDB has since 10.5 and MySQL has not */
    MariaDbDialect(boolean returnsInserted) {
        this.returnsInserted = returnsInserted;
    }

    static boolean returnsInserted(DatabaseMetaData metadata) throws SQLException {
        int major = metadata.getDatabaseMajorVersion();
        return major > 10 || major == 10 && metadata.getDatabaseMinorVersion() >= 5;
    }

    @Override
    public boolean returnsInserted() {
        return returnsInserted;
    }

    @Override
    public boolean returnsUpdated() {
        return false;
    }

    @Override
    public String quote(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public String defaultSchema(Connection connection) throws SQLException {
        return connection.getCatalog();
    }

    @Override
    public boolean schemasAreCatalogs() {
        return true;
    }

    /** In Unicode, as a column in another character set cannot be compared with all texts. */
    @Override
    public String folded(String text) {
        return "LOWER(REGEXP_REPLACE(CONVERT(" + text + " USING utf8mb4), '^[" + SPACES + "]+|[" + SPACES + "]+$', ''))";
    }

    @Override
    public String digits(String text) {
        String ascii = "CONVERT(" + text + " USING utf8mb4)";
        for (int digit = 0; digit < FULL_WIDTH.length(); digit++) {
            ascii = "REPLACE(" + ascii + ", '" + FULL_WIDTH.charAt(digit) + "', '" + digit + "')";
        }
        return "REGEXP_REPLACE(" + ascii + ", '[^0-9]', '')";
    }

    @Override
    public ColumnType typeOf(int jdbcType, String typeName) {
        return switch (typeName.toUpperCase(Locale.ROOT)) {
            case "JSON" -> ColumnType.JSON;
            case "YEAR" -> ColumnType.INTEGER;
            case "BIGINT UNSIGNED" -> ColumnType.DECIMAL;
            case "GEOMETRY", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION" ->
                    ColumnType.UNREADABLE;
            default -> Dialect.super.typeOf(jdbcType, typeName);
        };
    }

    /** MariaDB's JSON is text with a check; MySQL's is a type. */
    @Override
    public Set<String> jsonColumns(Connection connection, String schema, String table) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("mariadb")) {
            return Set.of();
        }
        try (PreparedStatement checks = connection.prepareStatement(
                "SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ? AND TABLE_NAME = ?")) {
            checks.setString(1, schema);
            checks.setString(2, table);
            try (ResultSet result = checks.executeQuery()) {
                Set<String> columns = new HashSet<>();
                while (result.next()) {
                    Matcher valid = JSON_VALID.matcher(result.getString(1));
                    if (valid.matches()) {
                        columns.add(valid.group(1).replace("``", "`"));
                    }
                }
                return columns;
            }
        }
    }

    @Override
    public String clock() {
        return "UTC_TIMESTAMP(6)";
    }

    @Override
    public Instant readClock(ResultSet result, int index) throws SQLException {
        return result.getObject(index, LocalDateTime.class).toInstant(ZoneOffset.UTC);
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
                "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ? AND EVENT_OBJECT_TABLE = ? AND TRIGGER_NAME LIKE ?")) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            query.setString(3, log.replace("_", "\\_").replace("%", "\\%") + "\\_%");
            try (ResultSet found = query.executeQuery()) {
                return found.next() && found.getInt(1) >= 3;
            }
        }
    }

    @Override
    public boolean showsTriggers() {
        return false;
    }

    @Override
    public List<String> installChangeLog(Table table, String log) {
        String oldId = id(table, "OLD");
        String newId = id(table, "NEW");
        return List.of("""
                CREATE TABLE IF NOT EXISTS %1$s (
                  seq BIGINT AUTO_INCREMENT PRIMARY KEY,
                  record_id %2$s NOT NULL,
                  former_id %2$s,
                  operation VARCHAR(6) NOT NULL,
                  changed_at DATETIME(6) NOT NULL) ENGINE=InnoDB""".formatted(table.sqlName(log), recordIdType()),
                trigger(table, log, "INSERT", newId, "NULL", "create"),
                trigger(table, log, "UPDATE", newId, "IF(BINARY %1$s <=> BINARY %2$s, NULL, %1$s)".formatted(oldId, newId), "update"),
                trigger(table, log, "DELETE", oldId, "NULL", "delete"));
    }

    @Override
    public String recordIdType() {
        return "VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    @Override
    public List<String> uninstallChangeLog(Table table, String log) {
        return List.of(
                "DROP TRIGGER IF EXISTS " + triggerName(table, log, "INSERT"),
                "DROP TRIGGER IF EXISTS " + triggerName(table, log, "UPDATE"),
                "DROP TRIGGER IF EXISTS " + triggerName(table, log, "DELETE"),
                "DROP TABLE IF EXISTS " + table.sqlName(log));
    }

    private String trigger(Table table, String log, String event, String id, String formerId, String operation) {
        return """
                CREATE %s %s AFTER %s ON %s FOR EACH ROW
                INSERT INTO %s (record_id, former_id, operation, changed_at)
                SELECT %s, %s, '%s', UTC_TIMESTAMP(6) FROM DUAL WHERE @syncbridge_writing IS NULL"""
                .formatted(returnsInserted ? "OR REPLACE TRIGGER" : "TRIGGER IF NOT EXISTS", triggerName(table, log, event), event,
                        table.sqlName(), table.sqlName(log), id, formerId, operation);
    }

    private static String triggerName(Table table, String log, String event) {
        return table.sqlName(log + "_" + event.toLowerCase(Locale.ROOT));
    }

    /** The record id of the row OLD or NEW, as {@link RecordId} writes it; CHAR(92) is the backslash. */
    private String id(Table table, String row) {
        String backslash = "CHAR(92 USING utf8mb4)";
        List<String> texts = table.key().stream()
                .map(column -> "COALESCE(CAST(%s.%s AS CHAR), '')".formatted(row, quote(column.name())))
                .toList();
        return texts.size() == 1 ? texts.get(0) : texts.stream()
                .map(text -> "REPLACE(REPLACE(%1$s, %2$s, CONCAT(%2$s, %2$s)), '|', CONCAT(%2$s, '|'))"
                        .formatted(text, backslash))
                .collect(Collectors.joining(", '|', ", "CONCAT(", ")"));
    }
}
