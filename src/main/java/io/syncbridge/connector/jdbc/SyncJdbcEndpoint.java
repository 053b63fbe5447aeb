package io.syncbridge.connector.jdbc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.database.Pools;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Description;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One table, with the options of {@code docs/kamelet-jdbc-table.md}; a blank option counts as absent. */
@RegisterForReflection
public class SyncJdbcEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    private static final Logger LOG = LoggerFactory.getLogger(SyncJdbcEndpoint.class);

    private final Databases databases;
    private final String database;
    private final String table;
    private List<String> key = List.of();
    private String modified;
    private List<String> columns = List.of();
    private String filter;
    private ChangesMode changes;
    private Duration overlap = Duration.ofSeconds(5);
    private ZoneId zone;
    private boolean touch = true;
    private boolean install;
    private Blanks blanks = Blanks.EMPTY;
    private final Map<String, Served> served = new ConcurrentHashMap<>();
    private JdbcTable opened;
    private boolean known;
    private boolean logSeen;

    /** The table as a definition sees it. */
    record Served(JdbcTable table, JsonTexts texts) {
    }

    SyncJdbcEndpoint(String uri, SyncJdbcComponent component, Databases databases, String database, String table) {
        super(uri, component);
        this.databases = databases;
        this.database = database;
        this.table = table;
    }

    @Override
    public Producer createProducer() {
        return new SyncJdbcProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = new SyncJdbcConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /**
     * Returns the table, looked up at first use.
     *
     * @throws IllegalArgumentException if the table is not as the options say
     * @throws SchemaException if it was so before, and may be again
     */
    synchronized JdbcTable table() throws SQLException {
        if (opened == null) {
            try {
                opened = open(databases.get(database));
            } catch (IllegalArgumentException e) {
                if (known) {
                    throw new SchemaException(e.getMessage(), e);
                }
                throw e;
            }
            known = true;
            logSeen = opened.seesLog();
        }
        return opened;
    }

    /**
     * Returns the table, whose columns serve what the definition maps to them.
     *
     * @param system as in the header {@code SyncSystem}; {@code null} where the bridge is not the one that asks
     * @throws IllegalArgumentException if a column does not, with the field and the cure
     * @throws SchemaException if all did before, and may again
     */
    Served table(String system) throws SQLException {
        JdbcTable table = table();
        if (system == null) {
            return new Served(table, JsonTexts.NONE);
        }
        if (!served.containsKey(system) || served.get(system).table() != table) {
            Optional<SyncDefinition> definition = ((SyncJdbcComponent) getComponent()).definition(system);
            String name = system.substring(system.indexOf('/') + 1);
            Optional<String> mistake = definition.flatMap(mapped -> table.mistake(mapped.lines(), name));
            if (mistake.isPresent()) {
                lookUpAgain(table);
                if (served.containsKey(system)) {
                    throw new SchemaException(place() + mistake.get(), null);
                }
                throw new IllegalArgumentException(place() + mistake.get());
            }
            served.put(system, new Served(table, definition.map(mapped -> table.texts(mapped.lines(), name)).orElse(JsonTexts.NONE)));
        }
        return served.get(system);
    }

    /**
     * Lets the table be looked up again at its next use, since it has been changed.
     *
     * @param outdated the table as it was looked up; nothing is done if another one has taken its place already
     */
    synchronized void lookUpAgain(JdbcTable outdated) {
        if (opened == outdated) {
            opened = null;
            databases.renewConnections(database);
        }
    }

    /**
     * Looks the table up. A database that is away is no reason to refuse the start; a misspelled column is.
     *
     * @return whether the database was there
     * @throws IllegalArgumentException if the table is not as the options say
     */
    boolean check() throws SQLException {
        try {
            table();
            return true;
        } catch (SQLException e) {
            if (!SqlFailures.isPassing(e)) {
                throw e;
            }
            LOG.warn("{}: the database is away, its table is checked at first use: {}", this, SqlFailures.message(e));
            return false;
        }
    }

    /** Says whether writes take part in the bridge's transaction. */
    boolean joins() {
        return databases.joins(database);
    }

    /** Says whether the caller is within a transaction. */
    boolean isInTransaction() {
        return databases.isInTransaction();
    }

    private WriteTransaction transaction(DataSource pool) throws SQLException {
        if (!joins()) {
            return LocalTransaction::run;
        }
        try (Connection connection = pool.getConnection()) {
            Pools.ensureXa(connection);
            return new JoinedTransaction(Dialect.of(connection.getMetaData()));
        }
    }

    /**
     * Sees to it that somebody reads the stream, if the table's changes are to come by it.
     *
     * @throws IOException if nobody does, or not yet
     */
    void checkStreamed() throws IOException {
        if (isStreamed() && !streams().isRead(database)) {
            throw new IOException("no route reads the changes of table `" + table + "`, which changes=cdc needs. Add one: from: sync-jdbc:" + database + "/" + table
                    + "?changes=cdc, to: sync:<sync>/<system>");
        }
    }

    /** Says whether its changes come by the database's log. */
    boolean isStreamed() {
        return mode() == ChangesMode.CDC;
    }

    /** A change log is read by one sync, a stream by any number. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return isStreamed();
    }

    ChangeStreams streams() {
        return ((SyncJdbcComponent) getComponent()).streams();
    }

    /** Returns the database's name in {@code bridge.databases}. */
    String database() {
        return database;
    }

    private ChangesMode mode() {
        return changes != null ? changes : modified != null ? ChangesMode.MODIFIED : ChangesMode.HASH;
    }

    /** Opens a connection outside the pool. */
    Connection connect() throws SQLException {
        return databases.connect(database);
    }

    private JdbcTable open(DataSource pool) throws SQLException {
        if (mode() == ChangesMode.MODIFIED && modified == null) {
            throw new IllegalArgumentException(place() + "changes=modified needs the option modified, the column with the time");
        }
        try {
            boolean missed = install && mode() == ChangesMode.LOG && ChangeLog.install(pool, table, key);
            return JdbcTable.open(pool, settings(), mode(), overlap, touch, transaction(pool), new JdbcTable.KnownLog(logSeen, missed));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place() + e.getMessage(), e);
        }
    }

    private TableSettings settings() {
        return new TableSettings(table, key, modified, columns, filter, zone, blanks);
    }

    /**
     * Returns what the table's rows hold, and what the account may do there.
     *
     * @throws IllegalArgumentException if the table is not as the options say
     */
    Description describe() throws SQLException {
        try (Connection connection = databases.get(database).getConnection()) {
            return TableDescription.of(connection, TableLookup.find(connection, settings()), joins() && isInTransaction());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place() + e.getMessage(), e);
        }
    }

    private String place() {
        return "database `" + database + "`: ";
    }

    public void setKey(String key) {
        this.key = names(key);
    }

    public void setModified(String modified) {
        this.modified = absentIfBlank(modified);
    }

    public void setColumns(String columns) {
        this.columns = names(columns);
    }

    public void setFilter(String filter) {
        this.filter = absentIfBlank(filter);
    }

    public void setChanges(String changes) {
        try {
            this.changes = changes.isBlank() ? null : ChangesMode.valueOf(changes.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("changes=" + changes + " is none of modified, log, cdc and hash", e);
        }
    }

    public void setOverlap(Duration overlap) {
        this.overlap = overlap;
    }

    public void setZone(String zone) {
        try {
            this.zone = zone.isBlank() ? null : ZoneId.of(zone.trim());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone=" + zone + " is no time zone, such as Europe/Berlin", e);
        }
    }

    public void setTouch(boolean touch) {
        this.touch = touch;
    }

    public void setBlanks(String blanks) {
        try {
            this.blanks = blanks.isBlank() ? Blanks.EMPTY : Blanks.valueOf(blanks.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("blanks=" + blanks + " is none of empty, default and refused", e);
        }
    }

    public void setInstall(boolean install) {
        this.install = install;
    }

    private static String absentIfBlank(String value) {
        return value.isBlank() ? null : value.trim();
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList();
    }
}
