package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** PostgreSQL 14 and later. */
final class PostgreSqlDialect implements Dialect {

    private static final String SPACES = "\\s\\u00a0\\u2007\\u202f\\u3000";
    private static final Set<String> TEXTS = Set.of("text", "varchar", "name", "citext");
    private static final Set<ColumnType> AS_TEXT = EnumSet.of(ColumnType.JSON, ColumnType.ARRAY_LITERAL, ColumnType.OTHER);
    private static final Map<String, ColumnType> ELEMENTS = Map.ofEntries(Map.entry("_text", ColumnType.TEXT),
            Map.entry("_varchar", ColumnType.TEXT), Map.entry("_citext", ColumnType.TEXT), Map.entry("_bpchar", ColumnType.PADDED_TEXT),
            Map.entry("_int2", ColumnType.INTEGER), Map.entry("_int4", ColumnType.INTEGER), Map.entry("_int8", ColumnType.INTEGER),
            Map.entry("_numeric", ColumnType.DECIMAL), Map.entry("_float4", ColumnType.REAL), Map.entry("_float8", ColumnType.DOUBLE),
            Map.entry("_bool", ColumnType.BOOLEAN), Map.entry("_date", ColumnType.DATE), Map.entry("_time", ColumnType.TIME),
            Map.entry("_timestamp", ColumnType.TIMESTAMP), Map.entry("_uuid", ColumnType.UUID));

    /** By their numbers, as not every encoding of a database has all of these spaces. */
    @Override
    public String folded(String text) {
        return "LOWER(REGEXP_REPLACE(" + text + ", '^[" + SPACES + "]+|[" + SPACES + "]+$', '', 'g'))";
    }

    @Override
    public String digits(String text) {
        String ascii = text;
        for (int digit = 0; digit < FULL_WIDTH.length(); digit++) {
            ascii = "REGEXP_REPLACE(" + ascii + ", '\\uff1" + digit + "', '" + digit + "', 'g')";
        }
        return "REGEXP_REPLACE(" + ascii + ", '[^0-9]', '', 'g')";
    }

    @Override
    public ColumnType typeOf(int jdbcType, String typeName) {
        return switch (typeName) {
            case "uuid" -> ColumnType.UUID;
            case "json", "jsonb" -> ColumnType.JSON;
            case "timestamptz" -> ColumnType.INSTANT;
            case "timetz", "bit", "varbit", "money" -> ColumnType.OTHER;
            default -> {
                ColumnType type = Dialect.super.typeOf(jdbcType, typeName);
                if (type == ColumnType.ARRAY) {
                    yield ELEMENTS.containsKey(typeName) ? ColumnType.ARRAY_LITERAL : ColumnType.UNREADABLE;
                }
                yield type == ColumnType.TEXT && !TEXTS.contains(typeName) ? ColumnType.OTHER : type;
            }
        };
    }

    @Override
    public ColumnType elementOf(String arrayType) {
        return ELEMENTS.get(arrayType);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Column column, Object value) throws SQLException {
        if (value != null && AS_TEXT.contains(column.type())) {
            statement.setObject(index, value, Types.OTHER);
        } else {
            Dialect.super.bind(statement, index, column, value);
        }
    }

    @Override
    public String clock() {
        return "clock_timestamp()";
    }

    @Override
    public String beginOwnWrites() {
        return "SELECT set_config('syncbridge.writing', '1', true)";
    }

    @Override
    public String endOwnWrites() {
        return null;
    }

    @Override
    public String checkConstraints() {
        return "SET CONSTRAINTS ALL IMMEDIATE";
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public boolean notifies() {
        return true;
    }

    @Override
    public boolean seesTriggers(Connection connection, Table table, String log) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT COUNT(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND tgname = ? AND NOT tgisinternal AND tgenabled <> 'D'""")) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            query.setString(3, log);
            try (ResultSet found = query.executeQuery()) {
                return found.next() && found.getInt(1) >= 1;
            }
        }
    }

    @Override
    public String forgetStatements() {
        return "DEALLOCATE ALL";
    }

    @Override
    public List<String> installChangeLog(Table table, String log) {
        String logTable = table.sqlName(log);
        String oldId = id(table, "OLD");
        String newId = id(table, "NEW");
        // instances that start together would stumble over each other's changes of the catalogue
        return List.of("SELECT pg_advisory_xact_lock(hashtext('%s'))".formatted(log.replace("'", "''")), """
                CREATE TABLE IF NOT EXISTS %s (
                  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                  record_id text NOT NULL,
                  former_id text,
                  operation text NOT NULL,
                  changed_at timestamptz NOT NULL DEFAULT clock_timestamp())""".formatted(logTable), """
                CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $syncbridge$
                BEGIN
                  IF current_setting('syncbridge.writing', true) = '1' THEN
                    RETURN NULL;
                  END IF;
                  IF TG_OP = 'INSERT' THEN
                    INSERT INTO %1$s (record_id, operation) VALUES (%3$s, 'create');
                  ELSIF TG_OP = 'DELETE' THEN
                    INSERT INTO %1$s (record_id, operation) VALUES (%2$s, 'delete');
                  ELSE
                    INSERT INTO %1$s (record_id, former_id, operation) VALUES (%3$s, nullif(%2$s, %3$s), 'update');
                  END IF;
                  PERFORM pg_notify(%4$s, '');
                  RETURN NULL;
                END $syncbridge$""".formatted(logTable, oldId, newId, literal(log)), """
                CREATE OR REPLACE TRIGGER %s AFTER INSERT OR UPDATE OR DELETE ON %s
                FOR EACH ROW EXECUTE FUNCTION %s()""".formatted(quote(log), table.sqlName(), logTable));
    }

    @Override
    public String recordIdType() {
        return "text";
    }

    @Override
    public List<String> uninstallChangeLog(Table table, String log) {
        return List.of(
                "DROP TRIGGER IF EXISTS %s ON %s".formatted(quote(log), table.sqlName()),
                "DROP FUNCTION IF EXISTS %s()".formatted(table.sqlName(log)),
                "DROP TABLE IF EXISTS %s".formatted(table.sqlName(log)));
    }

    /** The record id of the row OLD or NEW, as {@link RecordId} writes it. */
    private String id(Table table, String row) {
        List<String> texts = table.key().stream().map(column -> text(row, column)).toList();
        return texts.size() == 1 ? texts.get(0) : texts.stream()
                .map("replace(replace(%s, chr(92), chr(92) || chr(92)), '|', chr(92) || '|')"::formatted)
                .collect(Collectors.joining(" || '|' || ", "(", ")"));
    }

    /** A row without a key has an id without text: the write that left it out goes on. */
    private String text(String row, Column column) {
        return "coalesce(" + row + "." + quote(column.name()) + "::text, '')";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
