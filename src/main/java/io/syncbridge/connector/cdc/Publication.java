package io.syncbridge.connector.cdc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The publication of PostgreSQL that says which tables a slot's stream is about.
 *
 * @param name also the slot's
 */
public record Publication(String name) {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /**
     * Has the publication be of these tables: makes it, adds and drops tables where they differ.
     *
     * @return the tables that are new in it, of which it has not told anything so far
     * @throws IllegalStateException if the account may not, with the cure
     */
    Set<TableName> follow(Connection connection, Collection<TableName> tables) throws SQLException {
        Boolean all = isOfAllTables(connection);
        Set<TableName> wanted = new LinkedHashSet<>(tables);
        Set<TableName> published = all == null ? Set.of() : published(connection);
        try {
            if (all == null) {
                execute(connection, creation(wanted));
            } else if (!all) {
                change(connection, "ADD", minus(wanted, published));
                change(connection, "DROP", minus(published, wanted));
            }
        } catch (SQLException e) {
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
            if (all == null || !published.containsAll(wanted)) {
                throw new IllegalStateException("the publication `" + name + "` lacks " + names(minus(wanted, published)) + ", and the account may not change"
                        + " it (" + e.getMessage() + "). Let a database administrator run what `bridge cdc install` prints", e);
            }
        }
        return Boolean.TRUE.equals(all) ? Set.of() : minus(wanted, published);
    }

    /** Returns what makes the publication, or adds to it those of the tables that it lacks. */
    List<String> additions(Connection connection, Set<TableName> tables) throws SQLException {
        Boolean all = isOfAllTables(connection);
        Set<TableName> missing = all == null ? tables : minus(tables, published(connection));
        return all == null ? List.of(creation(tables))
                : missing.isEmpty() ? List.of() : List.of("ALTER PUBLICATION " + TableName.quoted(name) + " ADD TABLE " + quoted(missing));
    }

    /** Returns what makes the publication. */
    String creation(Collection<TableName> tables) {
        return "CREATE PUBLICATION " + TableName.quoted(name) + (tables.isEmpty() ? "" : " FOR TABLE " + quoted(tables))
                + " WITH (publish_via_partition_root = true)";
    }

    void drop(Connection connection) throws SQLException {
        execute(connection, "DROP PUBLICATION IF EXISTS " + TableName.quoted(name));
    }

    /** Says whether it is of all tables; {@code null} where it does not exist. */
    private Boolean isOfAllTables(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT puballtables FROM pg_publication WHERE pubname = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getBoolean(1) : null;
            }
        }
    }

    boolean exists(Connection connection) throws SQLException {
        return isOfAllTables(connection) != null;
    }

    Set<TableName> published(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ? ORDER BY 1, 2")) {
            query.setString(1, name);
            Set<TableName> tables = new LinkedHashSet<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    tables.add(new TableName(row.getString(1), row.getString(2)));
                }
            }
            return tables;
        }
    }

    private void change(Connection connection, String how, Set<TableName> tables) throws SQLException {
        if (!tables.isEmpty()) {
            execute(connection, "ALTER PUBLICATION " + TableName.quoted(name) + " " + how + " TABLE " + quoted(tables));
        }
    }

    private static Set<TableName> minus(Set<TableName> tables, Set<TableName> others) {
        Set<TableName> left = new LinkedHashSet<>(tables);
        left.removeAll(others);
        return left;
    }

    private static String quoted(Collection<TableName> tables) {
        return tables.stream().map(TableName::quoted).collect(Collectors.joining(", "));
    }

    private static String names(Collection<TableName> tables) {
        return tables.stream().map(table -> "`" + table + "`").collect(Collectors.joining(", "));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Sees to it that the log tells of every change of a table which record it is about.
     *
     * @param key the columns that name a record
     * @throws IllegalArgumentException if it does not, with the cure
     */
    public static void check(Connection connection, TableName table, List<String> key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT part.relname, part.relkind, part.relpersistence, part.relreplident, ARRAY(
                    SELECT attname::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                    WHERE indrelid = part.oid AND CASE part.relreplident WHEN 'd' THEN indisprimary WHEN 'i' THEN indisreplident ELSE FALSE END)
                FROM pg_class AS whole JOIN pg_namespace ON pg_namespace.oid = whole.relnamespace
                    JOIN pg_class AS part ON part.oid = whole.oid OR part.oid IN (SELECT relid FROM pg_partition_tree(whole.oid))
                WHERE nspname = ? AND whole.relname = ?""")) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    check(table, key, new TableName(table.schema(), row.getString(1)), row);
                }
            }
        }
    }

    private static void check(TableName table, List<String> key, TableName part, ResultSet row) throws SQLException {
        if (!"rp".contains(row.getString("relkind"))) {
            throw new IllegalArgumentException("`" + table + "` is no table, and PostgreSQL's log tells of tables only: use changes=hash or modified,"
                    + " or stream the tables behind it");
        }
        if (!row.getString("relpersistence").equals("p")) {
            throw new IllegalArgumentException("table `" + part + "` is not in PostgreSQL's log: run ALTER TABLE " + part.quoted() + " SET LOGGED");
        }
        String identity = row.getString("relreplident");
        Set<String> told = new HashSet<>(Arrays.asList((String[]) row.getArray(5).getArray()));
        if (!identity.equals("f") && !told.containsAll(key)) {
            throw new IllegalArgumentException((told.isEmpty() ? "table `" + part + "` has no replica identity: once it is streamed, PostgreSQL would refuse its updates and"
                    + " deletes." : "the log tells of deleted rows of table `" + part + "` only " + String.join(", ", told) + ", which is not the key "
                    + String.join(", ", key) + ".") + " Run ALTER TABLE " + part.quoted() + " REPLICA IDENTITY FULL"
                    + (told.isEmpty() ? ", or give it a primary key" : ""));
        }
    }

    /** Returns the transactions that are writing to the tables. */
    static Set<String> writers(Connection connection, Collection<TableName> tables) throws SQLException {
        Set<String> writers = new HashSet<>();
        for (TableName table : tables) {
            try (PreparedStatement query = connection.prepareStatement("""
                    SELECT virtualtransaction FROM pg_locks JOIN pg_class ON pg_class.oid = relation JOIN pg_namespace ON pg_namespace.oid = relnamespace
                    WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND mode = 'RowExclusiveLock' AND granted
                        AND (nspname = ? AND relname = ? OR relation IN (SELECT relid FROM pg_partition_tree(to_regclass(?))))""")) {
                query.setString(1, table.schema());
                query.setString(2, table.name());
                query.setString(3, table.quoted());
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        writers.add(row.getString(1));
                    }
                }
            }
        }
        return writers;
    }
}
