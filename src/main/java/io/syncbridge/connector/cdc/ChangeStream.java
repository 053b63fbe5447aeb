package io.syncbridge.connector.cdc;

import io.github.resilience4j.core.IntervalFunction;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.Leases;
import io.syncbridge.connector.cdc.StreamState.Status;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The stream of one database's log, for all who read tables of it: one slot, one engine, on one instance at a time. It is set up
 * anew when readers come or go, when it fails, and when a table that could not be read may be again.
 */
final class ChangeStream implements Runnable {

    private static final Logger LOG = Logger.getLogger(ChangeStream.class);
    private static final long CALM_MILLIS = 500;
    private static final long BEAT_MILLIS = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final Duration REJOIN_EVERY = Duration.ofSeconds(20);
    private static final IntervalFunction PAUSES = IntervalFunction.ofExponentialBackoff(Duration.ofMillis(500), 2, Duration.ofSeconds(20));

    private final String database;
    private final BridgeConfig.JdbcSystem config;
    private final String slotName;
    private final Leases leases;
    private final List<StreamReader> readers = new CopyOnWriteArrayList<>();
    private final Map<String, String> stopped = new ConcurrentHashMap<>();
    private final Semaphore changes = new Semaphore(0);
    private volatile boolean running = true;
    private volatile Thread thread;
    private volatile Status status = Status.STARTING;
    private volatile String problem;
    private volatile Slot slot;
    private volatile Batches batches;

    ChangeStream(String database, BridgeConfig.JdbcSystem config, Leases leases) {
        this.database = database;
        this.config = config;
        this.slotName = slotName(database, config);
        this.leases = leases;
    }

    /** Returns the name of a database's slot and publication. */
    static String slotName(String database, BridgeConfig.JdbcSystem config) {
        String name = config.cdc().slot().orElse("syncbridge_" + database).toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return name.substring(0, Math.min(63, name.length()));
    }

    void add(StreamReader reader) {
        readers.add(reader);
        changes.release();
        if (thread == null) {
            thread = new Thread(this, "cdc-" + database);
            thread.setDaemon(true);
            thread.start();
        }
    }

    void remove(StreamReader reader) {
        readers.remove(reader);
        stopped.remove(reader.name());
        changes.release();
    }

    /** Ends the stream, and waits for what is being taken in. */
    void close() {
        running = false;
        changes.release();
        if (thread != null) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isRead() {
        return !readers.isEmpty();
    }

    /** Returns the state of a stream that nobody reads, where its slot is there all the same. */
    Optional<StreamState> left() throws SQLException {
        try (Connection connection = connect()) {
            return Slot.find(connection, slotName).map(left -> new StreamState(database, slotName, Status.UNUSED, Optional.of(left), 0,
                    "No route reads the changes of database " + database + ", and its slot " + slotName + " keeps the log from being recycled ("
                    + (left.retained() >> 20) + " MB so far). Remove it: bridge cdc drop " + database, Map.of()));
        }
    }

    StreamState state() {
        Batches taken = batches;
        return new StreamState(database, slotName, status, Optional.ofNullable(slot),
                taken == null ? 0 : taken.behindSeconds(Instant.now()), problem, Map.copyOf(stopped));
    }

    @Override
    public void run() {
        int failures = 0;
        try {
            while (running) {
                if (readers.isEmpty()) {
                    if (slot != null) {
                        LOG.warnf("No route reads the changes of database %s any more. Its slot %s is left and keeps the log from being recycled: `bridge cdc drop %s` removes it.",
                                database, slotName, database);
                        slot = null;
                    }
                    leases.release(lease());
                    changes.acquire();
                    continue;
                }
                awaitCalm();
                try {
                    if (leases.claim(lease())) {
                        stream();
                        failures = 0;
                    } else {
                        status = Status.STANDBY;
                        problem = null;
                        slot = null;
                        changes.tryAcquire(2 * BEAT_MILLIS, TimeUnit.MILLISECONDS);
                    }
                } catch (SQLException | ExecutionException | RuntimeException e) {
                    long pause = PAUSES.apply(++failures);
                    failed(e, pause);
                    changes.tryAcquire(pause, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leases.release(lease());
        }
    }

    private void failed(Exception e, long pause) {
        Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
        String why = "The changes of database " + database + " are not streamed: " + message(cause);
        LOG.warnf("%s. The next try is in %d ms.", why, pause);
        LOG.debug("because of", cause);
        status = Status.FAILED;
        problem = why;
        try (Connection connection = connect()) {
            slot = Slot.find(connection, slotName).orElse(null);
            problem = slot != null && keepsTooMuch(slot) ? why + ". " + tooMuch(slot) : why;
        } catch (SQLException away) {
            LOG.debugf(away, "The slot of database %s cannot be looked at.", database);
        }
    }

    /** The engine's exceptions hide the reason in their causes; the bridge's own say it. */
    private static String message(Throwable failure) {
        return failure.getCause() == null || failure instanceof IllegalStateException ? String.valueOf(failure.getMessage()) : message(failure.getCause());
    }

    private String lease() {
        return "cdc:" + database;
    }

    /** Routes start one after the other: the stream is set up when no more come. */
    private void awaitCalm() throws InterruptedException {
        while (running && changes.tryAcquire(CALM_MILLIS, TimeUnit.MILLISECONDS)) {
            changes.drainPermits();
        }
    }

    private Connection connect() throws SQLException {
        return connect(config);
    }

    /** Opens a connection outside the pool. */
    static Connection connect(BridgeConfig.JdbcSystem config) throws SQLException {
        var properties = new Properties();
        config.username().ifPresent(user -> properties.setProperty("user", user));
        config.password().ifPresent(password -> properties.setProperty("password", password));
        return DriverManager.getConnection(config.url(), properties);
    }

    private void stream() throws SQLException, ExecutionException, InterruptedException {
        status = Status.STARTING;
        Map<StreamReader, TableName> tables;
        try (Connection connection = connect()) {
            var preparation = new Preparation(connection, database, slotName);
            tables = preparation.tables(readers, this::stop);
            stopped.keySet().removeAll(tables.keySet().stream().map(StreamReader::name).toList());
            slot = preparation.slot(tables);
            batches = new Batches(tables, new StreamPosition(preparation.server(), slot.confirmed()), this::stop, config.cdc().heartbeat());
        }
        try (StreamEngine engine = StreamEngine.start(EngineSettings.of(config, slotName, batches.unavailable()), batches, "cdc-engine-" + database)) {
            LOG.infof("The changes of %s in database %s are streamed from slot %s.", tables.values(), database, slotName);
            tables.keySet().forEach(StreamReader::poll);
            watch(engine, slot.confirmed());
        } finally {
            batches = null;
        }
    }

    /** Returns when the stream is to be set up anew. */
    private void watch(StreamEngine engine, long from) throws SQLException, ExecutionException, InterruptedException {
        Instant looked = Instant.EPOCH;
        Instant tried = Instant.now();
        while (running && changes.availablePermits() == 0 && !engine.awaitEnd(BEAT_MILLIS)) {
            if (!leases.claim(lease())) {
                LOG.infof("Another instance streams the changes of database %s.", database);
                return;
            }
            if (looked.plus(LOOK_EVERY).isBefore(Instant.now())) {
                looked = Instant.now();
                look(from);
            }
            if (!stopped.isEmpty() && tried.plus(REJOIN_EVERY).isBefore(Instant.now())) {
                tried = Instant.now();
                if (isAnyFitAgain()) {
                    return;
                }
            }
        }
    }

    private boolean isAnyFitAgain() throws SQLException {
        try (Connection connection = connect()) {
            List<StreamReader> waiting = readers.stream().filter(reader -> stopped.containsKey(reader.name())).toList();
            return !new Preparation(connection, database, slotName).tables(waiting, this::stop).isEmpty();
        }
    }

    /** @param from where the stream began */
    private void look(long from) throws SQLException {
        try (Connection connection = connect()) {
            slot = Slot.find(connection, slotName).orElseThrow(() -> new IllegalStateException("the slot `" + slotName + "` is gone"));
        }
        if (!batches.hasConfirmed() && Lsn.isBefore(from, slot.confirmed())) {
            throw new IllegalStateException("the slot `" + slotName + "` has been replaced");
        }
        status = slot.activePid() == null ? Status.STARTING : Status.STREAMING;
        problem = keepsTooMuch(slot) ? tooMuch(slot) : null;
    }

    private boolean keepsTooMuch(Slot slot) {
        return slot.isEndangered() || slot.retained() > config.cdc().walLimit().asLongValue();
    }

    private static String tooMuch(Slot slot) {
        return "The slot " + slot.name() + " keeps " + (slot.retained() >> 20) + " MB of the database's log from being recycled (wal_status "
                + slot.walStatus() + "). See that the bridge keeps up, or make room: a full disk stops the database.";
    }

    private void stop(StreamReader reader, String why) {
        if (!why.equals(stopped.put(reader.name(), why))) {
            LOG.errorf("The changes of %s are not streamed: %s", reader.name(), why);
        }
    }
}
