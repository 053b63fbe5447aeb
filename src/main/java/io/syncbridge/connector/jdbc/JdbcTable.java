package io.syncbridge.connector.jdbc;

import io.syncbridge.connector.cdc.TableName;
import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;

/** A table that answers the bridge's actions. */
final class JdbcTable {

    private final DataSource database;
    private final Table table;
    private final ChangesMode mode;
    private final ChangeSource changes;
    private final TableReader reader;
    private final Function<String, TableWriter> writing;
    private final Map<String, TableWriter> writers = new ConcurrentHashMap<>();

    private final AtomicBoolean rescan;

    private JdbcTable(DataSource database, Table table, ChangesMode mode, Duration overlap, boolean touch,
            WriteTransaction transaction, LogChanges log, boolean rescan) {
        this.rescan = new AtomicBoolean(rescan);
        this.database = database;
        this.table = table;
        this.mode = mode;
        this.changes = switch (mode) {
            case MODIFIED -> new ModifiedChanges(table, overlap);
            case LOG -> log;
            case CDC -> new StreamedChanges(table);
            case HASH -> new HashChanges(table);
        };
        this.reader = new TableReader(table);
        this.writing = system -> new TableWriter(database, table, touch, OwnWrites.of(mode, table, system), transaction);
    }

    /**
     * Looks a table up.
     *
     * @param overlap how far a poll by modified time looks back for transactions that committed late
     * @param touch whether writes set the modified column
     * @param transaction in which a batch is written
     * @param log what is known of its change log
     * @throws IllegalArgumentException if the table, a column or its change log is not there
     */
    static JdbcTable open(DataSource database, TableSettings settings, ChangesMode mode, Duration overlap, boolean touch,
            WriteTransaction transaction, KnownLog log) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Table table = TableLookup.find(connection, settings);
            if (mode == ChangesMode.CDC && !table.dialect().streams()) {
                throw new IllegalArgumentException("changes=cdc reads PostgreSQL's log; table `" + table.name()
                        + "` is not of PostgreSQL: use changes=log, modified or hash");
            }
            boolean filled = mode == ChangesMode.LOG && ChangeLog.isInstalled(connection, table) && ChangeLog.isFilled(connection, table);
            boolean mustBeSeen = table.dialect().showsTriggers() || log.seen();
            if (mode == ChangesMode.LOG && !filled && (mustBeSeen || !ChangeLog.isInstalled(connection, table))) {
                throw new IllegalArgumentException("table `" + table.name() + "` has no change log `"
                        + ChangeLog.nameFor(table) + "`, or no triggers that fill it. Set the option install=true, or let "
                        + "`bridge changelog <database> " + table.name() + "` print what a database administrator has to run");
            }
            return new JdbcTable(database, table, mode, overlap, touch, transaction,
                    new LogChanges(table, filled, mode == ChangesMode.LOG && ChangeLog.tellsFormerIds(connection, table)), log.missed());
        }
    }

    /**
     * What is known of a table's change log.
     *
     * @param seen whether its triggers were seen before
     * @param missed whether changes may not have been logged, so that a scan has to find them
     */
    record KnownLog(boolean seen, boolean missed) {

        static final KnownLog NOTHING = new KnownLog(false, false);
    }

    /** Says whether the triggers of its change log are seen. */
    boolean seesLog() {
        return changes instanceof LogChanges log && log.isWatched();
    }

    /**
     * Returns the page of changes after a cursor.
     *
     * @param cursor as the page before gave it; {@code null} for a scan of every record
     * @param filter what of a scan is wanted; changes after it are reported whatever they are
     */
    ChangePage changes(String cursor, int limit, Filter filter) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return changes.next(connection, rescan.getAndSet(false) ? null : Cursor.parse(cursor, mode), limit, filter);
        }
    }

    /** Returns what keeps the columns from serving a definition's fields; see {@link MappedColumns}. */
    Optional<String> mistake(Collection<FieldMapping> lines, String system) {
        return MappedColumns.mistake(table, lines, system);
    }

    /** Returns which JSON columns a definition takes for text. */
    JsonTexts texts(Collection<FieldMapping> lines, String system) {
        return JsonTexts.of(table, lines, system);
    }

    /** Returns the time by the database's clock. */
    Instant clock() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return DatabaseClock.read(connection, table.dialect());
        }
    }

    /** Returns those of the records that exist, with report keys. */
    List<Map<String, Object>> read(List<String> ids) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return reader.byIds(connection, ids).stream().map(Row::report).toList();
        }
    }

    /** Returns the records that hold all values of one of the maps, with report keys. */
    List<Map<String, Object>> find(List<Map<String, Object>> wanted) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return reader.find(connection, wanted).stream().map(Row::report).toList();
        }
    }

    /** Carries out writes and returns one result for each, in order. @param system that is written for: {@code contacts/crm} */
    List<Map<String, Object>> write(String system, Operation operation, List<Map<String, Object>> writes) {
        return writers.computeIfAbsent(system, writing).write(operation, writes);
    }

    /** Returns what the database's log tells of the table, as reports. */
    StreamedReports streamed() {
        return new StreamedReports(database, table);
    }

    /** Returns the table's name and its schema's. */
    TableName name() {
        return new TableName(table.schema(), table.name());
    }

    /** Returns the columns that name a record. */
    List<String> key() {
        return table.key().stream().map(Column::name).toList();
    }

    /**
     * The channel on which the database says that there are new entries in the table's change log.
     *
     * @throws IllegalArgumentException if it says nothing by itself
     */
    String channel() {
        if (mode != ChangesMode.LOG || !table.dialect().notifies()) {
            throw new IllegalArgumentException("table `" + table.name() + "` does not say when it changes: that takes"
                    + " changes=log and PostgreSQL. Poll it: from: timer:<name>?period=10s,"
                    + " to: sync:<sync>/<system>?action=poll");
        }
        return ChangeLog.nameFor(table);
    }
}
