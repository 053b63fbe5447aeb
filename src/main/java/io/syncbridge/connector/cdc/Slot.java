package io.syncbridge.connector.cdc;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replication slot of PostgreSQL as it is, which keeps the log from there on where its reader has come to.
 *
 * @param plugin the output plugin
 * @param activePid the process that streams from it; {@code null} for none
 * @param confirmed where its reader has come to
 * @param now where the log ends
 * @param retained how many bytes of the log are kept for it
 * @param walStatus what PostgreSQL says of that log: {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 */
@RegisterForReflection
public record Slot(String name, String plugin, Integer activePid, long confirmed, long now, long retained, String walStatus) {

    private static final String SELECT = """
            SELECT slot_name, plugin, active_pid, confirmed_flush_lsn, ends, pg_wal_lsn_diff(ends, restart_lsn) AS retained,
                coalesce(wal_status, 'lost') AS wal_status
            FROM pg_replication_slots, (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS ends) AS wal
            WHERE slot_type = 'logical' AND database = current_database() AND\s""";

    /** Returns the slot of that name in the connection's database. */
    static Optional<Slot> find(Connection connection, String name) throws SQLException {
        return query(connection, SELECT + "slot_name = ?", name).stream().findFirst();
    }

    /** Returns all slots of the connection's database that are the bridge's by their names, or have the given one. */
    static List<Slot> all(Connection connection, String name) throws SQLException {
        return query(connection, SELECT + "(slot_name = ? OR slot_name LIKE 'syncbridge\\_%') ORDER BY slot_name", name);
    }

    private static List<Slot> query(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            List<Slot> slots = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    slots.add(new Slot(row.getString("slot_name"), row.getString("plugin"), row.getObject("active_pid", Integer.class),
                            lsn(row.getString("confirmed_flush_lsn")), lsn(row.getString("ends")), row.getLong("retained"), row.getString("wal_status")));
                }
            }
            return slots;
        }
    }

    private static long lsn(String text) {
        return text == null ? 0 : Lsn.parse(text);
    }

    /** Makes the slot; waits for the transactions that are under way. */
    static void create(Connection connection, String name) throws SQLException {
        run(connection, "SELECT pg_create_logical_replication_slot(?, 'pgoutput')", name);
    }

    static void drop(Connection connection, String name) throws SQLException {
        run(connection, "SELECT pg_drop_replication_slot(?)", name);
    }

    /** Ends the process that streams from the slot. */
    void end(Connection connection) throws SQLException {
        run(connection, "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT NULL AND slot_name = ?", name);
    }

    private static void run(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    /** Returns how many bytes of the log have not been taken in. */
    public long getBehind() {
        return Math.max(0, now - confirmed);
    }

    /** Says whether what it kept of the log is gone, or is going to be. */
    @JsonIgnore
    public boolean isEndangered() {
        return isLost() || walStatus.equals("unreserved");
    }

    @JsonIgnore
    boolean isLost() {
        return walStatus.equals("lost");
    }
}
