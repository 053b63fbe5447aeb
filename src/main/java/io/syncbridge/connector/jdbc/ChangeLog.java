package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The change log of a table: a table beside it, filled by triggers, with one row for each change that is not the
 * bridge's own. One sync can read it.
 */
public final class ChangeLog {

    private static final String SUFFIX = "_changes";
    private static final Set<String> COLUMNS = Set.of("seq", "record_id", "operation", "changed_at");
    /** The column with the id that a record had until its key was changed; logs that were made by earlier versions lack it. */
    static final String FORMER_ID = "former_id";
    /** What every supported database allows for the longest of the names, the log's with a trigger's ending, in bytes. */
    private static final int LONGEST_TABLE_NAME = 63 - SUFFIX.length() - "_insert".length();
    private static final int HASH_DIGITS = 8;

    private ChangeLog() {
    }

    /**
     * Installs a table's change log; does no harm where it is installed already.
     *
     * @param keyColumns the columns that name a record; empty for the primary key
     * @return whether it or its triggers were missing, so that changes may not have been logged
     * @throws IllegalArgumentException if there is no such table or column, or a table that bears the log's name and is none
     */
    public static boolean install(DataSource database, String table, List<String> keyColumns) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Table found = TableLookup.find(connection, TableSettings.whole(table, keyColumns));
            boolean missing = !isInstalled(connection, found) || !isFilled(connection, found);
            execute(connection, installation(connection, found));
            return missing;
        }
    }

    /** Takes a table's change log away, with the changes in it; does no harm where there is none. */
    public static void uninstall(DataSource database, String table, List<String> keyColumns) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Table found = TableLookup.find(connection, TableSettings.whole(table, keyColumns));
            execute(connection, found.dialect().uninstallChangeLog(found, nameFor(found)));
        }
    }

    /** Returns what {@link #install} would run, for a database administrator to read and run. */
    public static String script(DataSource database, String table, List<String> keyColumns) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Table found = TableLookup.find(connection, TableSettings.whole(table, keyColumns));
            return text(installation(connection, found));
        }
    }

    /** Returns what {@link #uninstall} would run. */
    public static String uninstallScript(DataSource database, String table, List<String> keyColumns) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Table found = TableLookup.find(connection, TableSettings.whole(table, keyColumns));
            return text(found.dialect().uninstallChangeLog(found, nameFor(found)));
        }
    }

    /**
     * Returns the name of a table's change log, in the same schema; on PostgreSQL also of the channel of its notifications.
     * A name that would be too long is cut, and told apart from others by a hash.
     */
    static String nameFor(Table table) {
        String name = table.name();
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_TABLE_NAME) {
            int end = name.length();
            while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST_TABLE_NAME - HASH_DIGITS - 1) {
                end = name.offsetByCodePoints(end, -1);
            }
            name = name.substring(0, end) + "_" + Sha256.hex(name, HASH_DIGITS / 2);
        }
        return name + SUFFIX;
    }

    /** @throws IllegalArgumentException if the table that bears the log's name is none */
    static boolean isInstalled(Connection connection, Table table) throws SQLException {
        Set<String> columns = TableLookup.columnsBeside(connection, table, nameFor(table));
        if (!columns.isEmpty() && !columns.containsAll(COLUMNS)) {
            throw new IllegalArgumentException("table `" + nameFor(table) + "` is no change log, though it bears the name of the one of `"
                    + table.name() + "`: rename it, or use changes=modified or hash");
        }
        return !columns.isEmpty();
    }

    private static List<String> installation(Connection connection, Table table) throws SQLException {
        List<String> statements = table.dialect().installChangeLog(table, nameFor(table));
        return !isInstalled(connection, table) || tellsFormerIds(connection, table) ? statements
                : Stream.concat(Stream.of(table.dialect().addFormerId(table, nameFor(table))), statements.stream()).toList();
    }

    /** Says whether the log tells which id a record had until its key was changed. */
    static boolean tellsFormerIds(Connection connection, Table table) throws SQLException {
        return TableLookup.columnsBeside(connection, table, nameFor(table)).contains(FORMER_ID);
    }

    /** Says whether the triggers are seen that fill the log; on MariaDB and MySQL only who may make triggers sees them. */
    static boolean isFilled(Connection connection, Table table) throws SQLException {
        return table.dialect().seesTriggers(connection, table, nameFor(table));
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        LocalTransaction.run(connection, () -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return null;
        });
    }

    private static String text(List<String> statements) {
        return statements.stream().map(statement -> statement + ";\n").collect(Collectors.joining("\n"));
    }
}
