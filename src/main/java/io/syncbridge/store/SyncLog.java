package io.syncbridge.store;

import io.syncbridge.model.Operation;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/** The sync log: one row for every outcome. */
@Singleton
public class SyncLog {

    public enum Status {
        SUCCESS, FAILED, CONFLICT, SKIPPED
    }

    /**
     * @param at the last sync timestamp: when the bridge did this
     * @param fields the canonical fields that it is about
     * @param details per field: from, to, where the value came from and when, by which rule; for a conflict what was kept
     *     and what was lost
     * @param rule what decided
     * @param error what went wrong, in the system's words; {@code null} if nothing did
     * @param eventId the report that caused it, where it had an id
     * @param run the run that brought it about; {@code null} where none did
     */
    public record Entry(long id, Instant at, String sync, String syncId, String sourceSystem, String sourceRecordId,
            String targetSystem, String targetRecordId, Operation operation, Status status, List<String> fields,
            Map<String, Object> details, String rule, String error, String eventId, Long run) {

        /** A row that no run brought about. */
        public Entry(long id, Instant at, String sync, String syncId, String sourceSystem, String sourceRecordId,
                String targetSystem, String targetRecordId, Operation operation, Status status, List<String> fields,
                Map<String, Object> details, String rule, String error, String eventId) {
            this(id, at, sync, syncId, sourceSystem, sourceRecordId, targetSystem, targetRecordId, operation, status, fields,
                    details, rule, error, eventId, null);
        }
    }

    /** What to look for; {@code null} anywhere stands for everything. {@code record} is a record id in any system. */
    public record LogFilter(String sync, String syncId, String record, Status status, Operation operation, Instant from,
            Instant until, Long run) {

        /** Whatever run it was, or none. */
        public LogFilter(String sync, String syncId, String record, Status status, Operation operation, Instant from,
                Instant until) {
            this(sync, syncId, record, status, operation, from, until, null);
        }
    }

    private static final String WRITES = """
            sync = :sync AND status = 'SUCCESS' AND operation IS NOT NULL AND target_system IS NOT NULL
            AND (CAST(:run AS BIGINT) IS NULL OR run_id = :run) AND id BETWEEN :first AND :last
            AND (CAST(:from AS TIMESTAMP(6) WITH TIME ZONE) IS NULL OR last_synced_at >= :from)
            AND (CAST(:until AS TIMESTAMP(6) WITH TIME ZONE) IS NULL OR last_synced_at < :until)""";

    /** Rows of things that have, or had, a record, and rows that say of it what no link does. */
    private static final List<String> OF_RECORD = List.of("sync_id = ANY(:things)",
            "(sync_id IS NULL OR status <> 'SUCCESS') AND (sync_id IS NULL OR NOT sync_id = ANY(:things))");

    /** Lets PostgreSQL plan for the very values: a plan for any sync reads all that others wrote to find what a quiet one did. */
    private static final StatementCustomizer PLANNED_EACH_TIME = new StatementCustomizer() {

        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            if (statement.isWrapperFor(PGStatement.class)) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
        }
    };

    /** Behind the last row. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private final StoreDatabase database;

    public SyncLog(StoreDatabase database) {
        this.database = database;
    }

    /** Stores rows and counts them. Parts of a batch write the same counts: this comes last in their transactions. */
    public void write(List<Entry> entries) {
        database.jdbi().useHandle(handle -> Columns.of(entries).time("at", Entry::at).text("sync", Entry::sync).text("sync_id", Entry::syncId)
                .text("source", Entry::sourceSystem).text("source_record", Entry::sourceRecordId)
                .text("target", Entry::targetSystem).text("target_record", Entry::targetRecordId)
                .text("operation", entry -> entry.operation() == null ? null : entry.operation().name())
                .text("status", entry -> entry.status().name()).text("fields", entry -> StoreJson.write(entry.fields()))
                .text("details", entry -> StoreJson.writeDetails(entry.details())).text("rule", Entry::rule)
                .text("error", entry -> Rows.words(entry.error())).text("event", Entry::eventId)
                .number("run", Entry::run).execute(handle, HourlyCounts.counting(handle, """
                        INSERT INTO sync_log (last_synced_at, sync, sync_id, source_system, source_record_id, target_system,
                            target_record_id, operation, status, fields, details, rule, error, event_id, run_id)
                        SELECT * FROM <rows>""", entries)));
    }

    /** Returns how many rows each hour got, by sync, hour and status; hours without any are not among them. */
    public Map<String, Map<Instant, Map<Status, Long>>> hourly(Instant since) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT sync, begun, status, SUM(number) AS number FROM hourly_count WHERE begun >= :since GROUP BY sync, begun, status")
                .bind("since", Rows.time(since.truncatedTo(ChronoUnit.HOURS)))
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.computeIfAbsent(row.getColumn("sync", String.class), sync -> new HashMap<>())
                            .computeIfAbsent(row.getColumn("begun", OffsetDateTime.class).toInstant(), hour -> new HashMap<>())
                            .put(Status.valueOf(row.getColumn("status", String.class)), row.getColumn("number", Long.class));
                    return counts;
                }));
    }

    /** Returns when each sync last delivered something, as far as the log goes back. */
    public Map<String, Instant> lastSuccesses() {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT sync_log.sync, last_synced_at FROM sync_log JOIN (SELECT MAX(last_id) AS id FROM hourly_count WHERE status = 'SUCCESS'
                    GROUP BY sync) AS latest ON sync_log.id = latest.id""")
                .reduceRows(new HashMap<>(), (last, row) -> {
                    last.put(row.getColumn("sync", String.class), row.getColumn("last_synced_at", OffsetDateTime.class).toInstant());
                    return last;
                }));
    }

    /**
     * Returns rows, newest first: in the order of their ids, or, within a span of time, of their times. A batch's rows have
     * the time when it began, so that the two differ a little.
     *
     * @param beforeId the {@code next} of the page before; {@code null} for the first page
     */
    public Page<Entry> find(LogFilter filter, Long beforeId, int size) {
        var conditions = new ArrayList<String>();
        var bindings = new LinkedHashMap<String, Object>();
        condition(conditions, bindings, "sync = :sync", "sync", filter.sync());
        condition(conditions, bindings, "sync_id = :syncId", "syncId", filter.syncId());
        condition(conditions, bindings, "(source_record_id = :record OR target_record_id = :record)", "record", filter.record());
        condition(conditions, bindings, "status = :status", "status", filter.status() == null ? null : filter.status().name());
        condition(conditions, bindings, "operation = :operation", "operation",
                filter.operation() == null ? null : filter.operation().name());
        condition(conditions, bindings, "run_id = :run", "run", filter.run());
        condition(conditions, bindings, "last_synced_at >= :from", "from", Rows.time(filter.from()));
        condition(conditions, bindings, "last_synced_at < :until", "until", Rows.time(filter.until()));
        boolean isCounted = filter.syncId() == null && filter.record() == null && filter.run() == null && !conditions.isEmpty();
        boolean byTime = filter.from() != null || filter.until() != null;
        long before = beforeId == null ? Long.MAX_VALUE : beforeId;
        if (!byTime) {
            conditions.add("id < :before");
        } else if (!isCounted && beforeId != null) {
            conditions.add(LogSpans.EARLIER);
        }
        bindings.put("before", before);
        String newest = " WHERE %s AND " + String.join(" AND ", conditions) + " ORDER BY " + (byTime ? "last_synced_at DESC, " : "")
                + "id DESC FETCH FIRST :size ROWS ONLY";
        List<Entry> found = database.jdbi().withHandle(handle -> {
            Instant time = byTime && beforeId != null ? time(handle, before) : END;
            bindings.put("time", Rows.time(time));
            bindings.put("things", filter.record() == null ? new String[0] : things(handle, filter.record()));
            if (!isCounted) {
                return select(handle, filter.record() == null ? List.of("TRUE") : OF_RECORD, newest, bindings, size);
            }
            var rows = new ArrayList<Entry>();
            LogSpans spans = byTime ? new LogSpans.ByTime(handle, filter, time) : new LogSpans.ById(handle, filter, before);
            List<String> next = spans.next(size);
            while (!next.isEmpty()) {
                rows.addAll(select(handle, next, newest, bindings, size - rows.size()));
                next = rows.size() < size ? spans.next(size - rows.size()) : List.of();
            }
            return rows;
        });
        return new Page<>(found, found.size() < size ? null : found.get(found.size() - 1).id());
    }

    /** @param places conditions of which no row meets two: each is looked into by itself, so that each finds its own index */
    private static List<Entry> select(Handle handle, List<String> places, String newest, Map<String, Object> bindings, int size) {
        return handle.createQuery(places.stream().map(place -> "SELECT * FROM (SELECT * FROM sync_log" + newest.formatted(place) + ") AS found")
                        .collect(Collectors.joining(" UNION ALL ")) + newest.substring(newest.lastIndexOf(" ORDER BY ")))
                .addCustomizer(PLANNED_EACH_TIME).bindMap(bindings).bind("size", size).map((row, context) -> entry(row)).list();
    }

    /** Returns when a row was written; one that is not there any more has none behind it. */
    private static Instant time(Handle handle, long id) {
        return handle.createQuery("SELECT last_synced_at FROM sync_log WHERE id = :id").bind("id", id).mapTo(OffsetDateTime.class).findOne()
                .map(OffsetDateTime::toInstant).orElse(Instant.EPOCH);
    }

    /** Returns the things that the record belongs to, and those that it belonged to. */
    private static String[] things(Handle handle, String record) {
        return handle.createQuery("""
                SELECT entity FROM link WHERE record_id = :record AND sync NOT LIKE 'plan:%'
                UNION SELECT entity FROM moved_record WHERE record_id = :record AND sync NOT LIKE 'plan:%'""")
                .bind("record", record).mapTo(String.class).list().toArray(String[]::new);
    }

    /** Returns the first things behind {@code after} that were written, by their sync ids; {@code null} run or times for any. */
    public List<String> written(LogFilter what, String after, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT DISTINCT sync_id FROM sync_log WHERE " + WRITES
                + " AND sync_id > :after ORDER BY sync_id FETCH FIRST :limit ROWS ONLY").bindMap(bindings(handle, what))
                .bind("after", after).bind("limit", limit).mapTo(String.class).list());
    }

    /** Returns the rows of what was written to the things, oldest first; the filter's other conditions are not looked at. */
    public List<Entry> writes(LogFilter what, Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM sync_log WHERE " + WRITES
                + " AND sync_id = ANY(:ids) ORDER BY id").bindMap(bindings(handle, what))
                .bindArray("ids", String.class, syncIds.toArray()).map((row, context) -> entry(row)).list());
    }

    private static Map<String, Object> bindings(Handle handle, LogFilter what) {
        var bindings = new LinkedHashMap<String, Object>(HourlyCounts.range(handle, what));
        bindings.put("sync", what.sync());
        bindings.put("run", what.run());
        bindings.put("from", Rows.time(what.from()));
        bindings.put("until", Rows.time(what.until()));
        return bindings;
    }

    /** Forgets rows older than {@code before}; returns how many. */
    public long forget(Instant before) {
        return LogPartitions.forget(database.jdbi(), before);
    }

    /** Keeps the room for coming rows divided by days. */
    public void divide(Instant now) {
        LogPartitions.divide(database.jdbi(), now);
    }

    private static void condition(List<String> conditions, Map<String, Object> bindings, String sql, String name, Object value) {
        if (value != null) {
            conditions.add(sql);
            bindings.put(name, value);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String operation = row.getString("operation");
        return new Entry(row.getLong("id"), Rows.time(row, "last_synced_at"), row.getString("sync"), row.getString("sync_id"),
                row.getString("source_system"), row.getString("source_record_id"), row.getString("target_system"),
                row.getString("target_record_id"), operation == null ? null : Operation.valueOf(operation),
                Status.valueOf(row.getString("status")), StoreJson.readTexts(row.getString("fields")),
                StoreJson.readDetails(row.getString("details")), row.getString("rule"), row.getString("error"),
                row.getString("event_id"), row.getObject("run_id", Long.class));
    }
}
