package io.syncbridge.connector.cdc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Sets up what a stream needs in its database: the publication, which follows the readers, and the slot. Readers who cannot go on
 * where they were have everything found by a scan, which begins behind a place from which the stream tells all.
 */
final class Preparation {

    private static final Logger LOG = Logger.getLogger(Preparation.class);
    private static final int OLDEST_VERSION = 14;
    private static final int PATIENCE_SECONDS = 60;
    private static final int LOOK_MILLIS = 100;

    private final Connection connection;
    private final String database;
    private final String slotName;

    Preparation(Connection connection, String database, String slotName) {
        this.connection = connection;
        this.database = database;
        this.slotName = slotName;
    }

    /** Returns the readers' tables, without those that cannot be streamed. @param stop is told of these, with the reason */
    Map<StreamReader, TableName> tables(Collection<StreamReader> readers, BiConsumer<StreamReader, String> stop) throws SQLException {
        Map<StreamReader, TableName> tables = new LinkedHashMap<>();
        for (StreamReader reader : readers) {
            try {
                tables.put(reader, reader.table(connection));
            } catch (IllegalArgumentException unfit) {
                stop.accept(reader, unfit.getMessage());
            }
        }
        return tables;
    }

    /**
     * Returns the slot, once every reader can be served from where it stands.
     *
     * @throws IllegalStateException if the database or the account does not allow it, with the cure
     */
    Slot slot(Map<StreamReader, TableName> tables) throws SQLException, InterruptedException {
        if (tables.isEmpty()) {
            throw new IllegalStateException("none of its tables can be streamed");
        }
        checkServer();
        var publication = new Publication(slotName);
        boolean isNewPublication = !publication.exists(connection);
        Set<TableName> added = publication.follow(connection, new LinkedHashSet<>(tables.values()));
        Optional<Slot> known = usable(isNewPublication);
        if (known.isEmpty()) {
            create();
        }
        Slot slot = Slot.find(connection, slotName).orElseThrow(() -> new IllegalStateException("the slot `" + slotName + "` is gone"));
        serve(tables, added, slot, known.isEmpty());
        return slot;
    }

    private void checkServer() throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_VERSION) {
            throw new IllegalStateException("changes=cdc needs PostgreSQL " + OLDEST_VERSION + " or later, the database is " + version);
        }
        String level = text("SHOW wal_level");
        if (!"logical".equals(level)) {
            throw new IllegalStateException("the database's wal_level is " + level + ": set wal_level = logical and restart it (`bridge cdc install " + database
                    + "` prints what it needs)");
        }
    }

    /** Returns the slot that can be gone on with; one whose log is gone, or that is older than its publication, is dropped. */
    private Optional<Slot> usable(boolean isNewPublication) throws SQLException, InterruptedException {
        Optional<Slot> found = Slot.find(connection, slotName);
        if (found.isPresent() && !"pgoutput".equals(found.get().plugin())) {
            throw new IllegalStateException("the slot `" + slotName + "` is not the bridge's, it has the plugin " + found.get().plugin()
                    + ": set bridge.databases." + database + ".cdc.slot to another name");
        }
        if (found.isPresent()) {
            free(found.get());
        }
        if (found.isPresent() && (found.get().isLost() || isNewPublication)) {
            LOG.warnf("The log that slot %s of database %s kept %s: a new slot takes its place, and all tables are scanned.", slotName, database,
                    isNewPublication ? "is older than its publication" : "is gone (wal_status lost; see max_slot_wal_keep_size)");
            Slot.drop(connection, slotName);
            return Optional.empty();
        }
        return found;
    }

    /** The lease is this instance's, so that who streams is a connection of one that is not there any more. */
    private void free(Slot slot) throws SQLException, InterruptedException {
        Slot now = slot;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (now.activePid() != null) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("the slot `" + slotName + "` is in use by process " + now.activePid()
                        + ", which does not end. Two bridges that share a database need two slots: bridge.databases." + database + ".cdc.slot");
            }
            now.end(connection);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            now = Slot.find(connection, slotName).orElse(now);
        }
    }

    private void create() throws SQLException {
        try {
            Slot.create(connection, slotName);
        } catch (SQLException e) {
            if (e.getSQLState().equals("42501")) {
                throw new IllegalStateException("the account may not make a slot (" + e.getMessage() + "). Let a database administrator run what"
                        + " `bridge cdc install " + database + "` prints", e);
            }
            throw e;
        }
    }

    private void serve(Map<StreamReader, TableName> tables, Set<TableName> added, Slot slot, boolean isNew) throws SQLException, InterruptedException {
        String server = server();
        Map<StreamReader, TableName> behind = new LinkedHashMap<>();
        for (var entry : tables.entrySet()) {
            Optional<StreamPosition> position = position(entry.getKey());
            String gap = position.map(known -> known.gap(server, slot, isNew, added.contains(entry.getValue()))).orElse(null);
            if (gap != null) {
                LOG.warnf("%s cannot go on in the log of database %s where it was, for %s. All of its records are scanned.", entry.getKey().name(), database, gap);
            }
            if (position.isEmpty() || gap != null) {
                behind.put(entry.getKey(), entry.getValue());
            }
        }
        if (!isNew) {
            awaitWriters(behind.values());
        }
        for (StreamReader reader : behind.keySet()) {
            call(() -> {
                reader.scanAnew(new StreamPosition(server, slot.confirmed()).text());
                return null;
            });
        }
    }

    private static Optional<StreamPosition> position(StreamReader reader) {
        return call(reader::position).map(StreamPosition::parse);
    }

    private interface Call<T> {

        T run() throws Exception;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What a transaction wrote before its table was published is not told of; a scan that begins after its end finds it. */
    private void awaitWriters(Collection<TableName> tables) throws SQLException, InterruptedException {
        Set<String> writers = Publication.writers(connection, tables);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!writers.isEmpty()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("a transaction has been writing to one of " + tables + " since before it was streamed; the first scan waits for its"
                        + " end (see pg_stat_activity, and pg_prepared_xacts)");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            writers.retainAll(Publication.writers(connection, tables));
        }
    }

    /** Returns the identifier of the database's files. */
    String server() throws SQLException {
        return text("SELECT system_identifier FROM pg_control_system()");
    }

    private String text(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql); ResultSet row = query.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
