package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The change log of a table: a table beside it, filled by triggers, with one row for each change that is not the
 * bridge's own. One sync can read it.
 */
public final class ChangeLog {

    private static final String SUFFIX = "_changes";
    /** What every supported database allows for the longest of the names, the log's with a trigger's ending. */
    private static final int LONGEST_TABLE_NAME = 63 - SUFFIX.length() - "_insert".length();

    private ChangeLog() {
    }

    /**
     * Installs a table's change log; does no harm where it is installed already.
     *
     * @param keyColumns the columns that name a record; empty for the primary key
     * @throws IllegalArgumentException if there is no such table or column
     */
    public static void install(DataSource database, String table, List<String> keyColumns) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Table found = TableLookup.find(connection, TableSettings.whole(table, keyColumns));
            execute(connection, found.dialect().installChangeLog(found, nameFor(found)));
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
            return text(found.dialect().installChangeLog(found, nameFor(found)));
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
     * The name of a table's change log, in the same schema; on PostgreSQL also of the channel of its notifications.
     *
     * @throws IllegalArgumentException if the table's name is too long to be made longer
     */
    static String nameFor(Table table) {
        if (table.name().length() > LONGEST_TABLE_NAME) {
            throw new IllegalArgumentException("the name of table `" + table.name() + "` is too long for a change log: "
                    + "at most " + LONGEST_TABLE_NAME + " characters");
        }
        return table.name() + SUFFIX;
    }

    static boolean isInstalled(Connection connection, Table table) throws SQLException {
        return TableLookup.exists(connection, table, nameFor(table));
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
