package io.syncbridge.connector.cdc;

import io.syncbridge.connector.cdc.RowChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.jboss.logging.Logger;

/**
 * Hands the engine's batches on to the readers. A batch is confirmed to the database when every reader has noted how far it
 * reaches; readers of tables that have not changed do so every few moments.
 */
final class Batches implements StreamEngine.Handler {

    private static final Logger LOG = Logger.getLogger(Batches.class);
    private static final Duration CONFIRM_EVERY = Duration.ofSeconds(1);

    private final Map<StreamReader, TableName> tables;
    private final BiConsumer<StreamReader, String> stop;
    private final Duration heartbeat;
    private final String unavailable = "syncbridge-" + UUID.randomUUID();
    private final DebeziumEvents events = new DebeziumEvents(unavailable);
    private final Map<StreamReader, String> noted = new HashMap<>();
    private final String server;
    private String reached;
    private volatile Instant confirmedAt = Instant.EPOCH;
    private volatile Instant committed = Instant.now();
    private volatile Duration delay = Duration.ZERO;

    /** @param from where the stream begins. @param stop is told which reader stops, and why */
    Batches(Map<StreamReader, TableName> tables, StreamPosition from, BiConsumer<StreamReader, String> stop, Duration heartbeat) {
        this.tables = new ConcurrentHashMap<>(tables);
        this.server = from.server();
        this.reached = from.text();
        this.stop = stop;
        this.heartbeat = heartbeat;
    }

    /** Returns the text that stands for values that the log does not hold: one that no column holds. */
    String unavailable() {
        return unavailable;
    }

    /** Returns how long ago that was committed which was taken in last; a quiet stream is as far as its last heartbeats. */
    long behindSeconds(Instant now) {
        Duration silent = Duration.between(committed, now);
        return (silent.compareTo(heartbeat.multipliedBy(3)) < 0 ? delay : silent).toSeconds();
    }

    /** Says whether the database has been told how far the stream has been taken in. */
    boolean hasConfirmed() {
        return confirmedAt.isAfter(Instant.EPOCH);
    }

    @Override
    public boolean take(List<SourceRecord> records) throws Exception {
        Map<String, List<RowChange>> changes = events.changes(records);
        Map<String, ?> offset = records.get(records.size() - 1).sourceOffset();
        reached = position(offset);
        for (var entry : tables.entrySet()) {
            List<RowChange> mine = changes.get(entry.getValue().toString());
            if (mine != null) {
                take(entry.getKey(), mine);
            }
        }
        Instant now = Instant.now();
        if (offset.get("ts_usec") instanceof Long micros) {
            committed = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            delay = Duration.between(committed, now);
        }
        return isConfirmed(now);
    }

    /** Returns the end of the last transaction that has been told as a whole. */
    private String position(Map<String, ?> offset) {
        Object commit = offset.get("lsn_commit") == null ? offset.get("lsn_proc") : offset.get("lsn_commit");
        return commit instanceof Long lsn ? new StreamPosition(server, lsn).text() : reached;
    }

    private boolean isConfirmed(Instant now) throws Exception {
        if (now.isBefore(confirmedAt.plus(CONFIRM_EVERY))) {
            return false;
        }
        for (StreamReader reader : tables.keySet()) {
            if (!reached.equals(noted.get(reader))) {
                takePart(reader, List.of());
            }
        }
        confirmedAt = now;
        return true;
    }

    private void take(StreamReader reader, List<RowChange> changes) throws Exception {
        List<RowChange> part = new ArrayList<>();
        for (RowChange change : changes) {
            if (change.kind() == Kind.TRUNCATE) {
                takePart(reader, part);
                part = new ArrayList<>();
                LOG.warnf("%s was truncated at %s: a scan of all records follows. The deletes that it finds count against the sync's brakes.",
                        reader.name(), change.time());
                reader.scanAnew(reached);
                reader.poll();
            } else {
                part.add(change);
            }
        }
        takePart(reader, part);
    }

    private void takePart(StreamReader reader, List<RowChange> changes) throws Exception {
        if (!tables.containsKey(reader)) {
            return;
        }
        try {
            reader.take(changes, reached);
            noted.put(reader, reached);
        } catch (IllegalArgumentException unfit) {
            tables.remove(reader);
            stop.accept(reader, unfit.getMessage());
        }
    }
}
