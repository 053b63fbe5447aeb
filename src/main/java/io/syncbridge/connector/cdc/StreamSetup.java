package io.syncbridge.connector.cdc;

import io.syncbridge.BridgeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a database needs so that its log can be read, to be looked at, made and removed by hand. */
@ApplicationScoped
public class StreamSetup {

    private final Map<String, BridgeConfig.JdbcSystem> databases;

    @Inject
    StreamSetup(BridgeConfig config) {
        this(config.databases());
    }

    public StreamSetup(Map<String, BridgeConfig.JdbcSystem> databases) {
        this.databases = Map.copyOf(databases);
    }

    /**
     * A database's slots and what its publication is about.
     *
     * @param slots those that are the bridge's by their names
     * @param walLimit how many bytes a slot may keep before somebody is told
     */
    public record Found(String slotName, List<Slot> slots, Set<TableName> published, long walLimit) {
    }

    /** Returns what there is. @throws IllegalArgumentException if the database is none of PostgreSQL */
    public Found find(String database) throws SQLException {
        String name = slotName(database);
        try (Connection connection = connect(database)) {
            return new Found(name, Slot.all(connection, name), new Publication(name).published(connection), databases.get(database).cdc().walLimit().asLongValue());
        }
    }

    /** Returns what a database administrator has to run so that these tables can be streamed; notes begin with two dashes. */
    public List<String> script(String database, List<String> tables) throws SQLException {
        String name = slotName(database);
        List<String> lines = new ArrayList<>();
        try (Connection connection = connect(database)) {
            String level = text(connection, "SHOW wal_level");
            lines.add("-- wal_level is " + level + (level.equals("logical") ? "" : ", and must be logical. The server has to be restarted after:"));
            if (!level.equals("logical")) {
                lines.add("ALTER SYSTEM SET wal_level = logical");
            }
            lines.add("-- max_slot_wal_keep_size is " + text(connection, "SHOW max_slot_wal_keep_size") + "; a limit keeps a slot that nobody reads from filling the disk");
            String account = text(connection, "SELECT current_user");
            if (!"t".equals(text(connection, "SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user"))) {
                lines.add("ALTER ROLE " + TableName.quoted(account) + " REPLICATION");
            }
            Set<TableName> found = find(connection, tables);
            for (TableName table : found) {
                lines.add("GRANT USAGE ON SCHEMA " + TableName.quoted(table.schema()) + " TO " + TableName.quoted(account));
                lines.add("GRANT SELECT, INSERT, UPDATE, DELETE ON " + table.quoted() + " TO " + TableName.quoted(account));
            }
            var publication = new Publication(name);
            lines.addAll(publication.additions(connection, found));
            if (Slot.find(connection, name).isEmpty()) {
                lines.add("SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
            }
        }
        return lines;
    }

    /** Makes the publication, or adds the tables to it, and makes the slot. */
    public void install(String database, List<String> tables) throws SQLException {
        String name = slotName(database);
        try (Connection connection = connect(database)) {
            var publication = new Publication(name);
            for (String sql : publication.additions(connection, find(connection, tables))) {
                Publication.execute(connection, sql);
            }
            if (Slot.find(connection, name).isEmpty()) {
                Slot.create(connection, name);
            }
        }
    }

    /**
     * Removes a slot, and the publication of the same name.
     *
     * @return the slot as it was; empty where there was none
     * @throws IllegalStateException if it is being read
     */
    public Optional<Slot> drop(String database, String slot) throws SQLException {
        try (Connection connection = connect(database)) {
            Optional<Slot> found = Slot.find(connection, slot);
            if (found.isPresent() && found.get().activePid() != null) {
                throw new IllegalStateException("the slot `" + slot + "` is being read by process " + found.get().activePid()
                        + ": take the routes with changes=cdc out, or stop the bridge, and drop it then");
            }
            if (found.isPresent()) {
                Slot.drop(connection, slot);
            }
            new Publication(slot).drop(connection);
            return found;
        }
    }

    /** Returns the name of the database's slot and publication. */
    public String slotName(String database) {
        return ChangeStream.slotName(database, config(database));
    }

    private Connection connect(String database) throws SQLException {
        return ChangeStream.connect(config(database));
    }

    private BridgeConfig.JdbcSystem config(String database) {
        BridgeConfig.JdbcSystem config = databases.get(database);
        if (config == null || !config.url().startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("bridge.databases." + database + " is no database of PostgreSQL, and only of these the log can be read");
        }
        return config;
    }

    private static Set<TableName> find(Connection connection, List<String> tables) throws SQLException {
        Set<TableName> found = new LinkedHashSet<>();
        for (String table : tables) {
            try (PreparedStatement query = connection.prepareStatement("""
                    SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE pg_class.oid = to_regclass(?)""")) {
                query.setString(1, table);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalArgumentException("there is no table `" + table + "`");
                    }
                    found.add(new TableName(row.getString(1), row.getString(2)));
                }
            }
        }
        return found;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql); ResultSet row = query.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
