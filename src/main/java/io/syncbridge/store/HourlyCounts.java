package io.syncbridge.store;

import io.syncbridge.store.SyncLog.Entry;
import io.syncbridge.store.SyncLog.LogFilter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * How many rows the sync log has by hour, sync, status and operation, and between which ids: for charts, and so that rows of one kind
 * or time are found among any number of others without an index of the log for each.
 */
final class HourlyCounts {

    private record Key(String sync, Instant hour, String status, String operation) {
    }

    /** Rows of the log within an hour: between which ids they lie, and how many there are. */
    record Hour(Instant begun, long first, long last, long number) {
    }

    private static final String COUNTED = """
            SELECT DATE_TRUNC('hour', last_synced_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS begun, sync, status,
                COALESCE(operation, '') AS operation, COUNT(*) AS number, MIN(id) AS first_id, MAX(id) AS last_id
            FROM %s GROUP BY 1, 2, 3, 4""";
    private static final String KEY = "begun, sync, status, operation";
    private static final String SUMS = """
            number = hourly_count.number + %1$s.number, first_id = LEAST(hourly_count.first_id, %1$s.first_id),
            last_id = GREATEST(hourly_count.last_id, %1$s.last_id)""";

    private HourlyCounts() {
    }

    /** Returns what counts all rows of a table like the log. */
    static String of(String table) {
        return COUNTED.formatted(table);
    }

    /**
     * Returns a statement that inserts rows into the log and counts them, in one order for all, so that no two wait for one another.
     *
     * @param insert what inserts the entries
     */
    static String counting(Handle handle, String insert, List<Entry> entries) {
        if (Rows.isPostgreSql(handle)) {
            return "WITH written AS (" + insert + " RETURNING id, last_synced_at, sync, status, operation) INSERT INTO hourly_count "
                    + of("written") + " ORDER BY 1, 2, 3, 4 ON CONFLICT (" + KEY + ") DO UPDATE SET " + SUMS.formatted("EXCLUDED");
        }
        // two that merge the same new row at once would fail
        Columns.of(entries.stream().map(entry -> new Key(entry.sync(), entry.at().truncatedTo(ChronoUnit.HOURS), entry.status().name(),
                        entry.operation() == null ? "" : entry.operation().name())).distinct().toList())
                .time("begun", Key::hour).text("sync", Key::sync).text("status", Key::status).text("operation", Key::operation)
                .execute(handle, "INSERT INTO hourly_count (" + KEY + ", number, first_id, last_id) SELECT " + KEY + ", 0, " + Long.MAX_VALUE
                        + ", 0 FROM <rows> ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING");
        return "MERGE INTO hourly_count USING (" + of("FINAL TABLE (" + insert + ")") + ") AS given ON hourly_count.begun = given.begun"
                + " AND hourly_count.sync = given.sync AND hourly_count.status = given.status AND hourly_count.operation = given.operation"
                + " WHEN MATCHED THEN UPDATE SET " + SUMS.formatted("given");
    }

    /** Returns between which ids there may be rows that the filter lets through, as {@code first} and {@code last}. */
    static Map<String, Long> range(Handle handle, LogFilter filter) {
        return bind(handle.createQuery("SELECT COALESCE(MIN(first_id), 0) AS first, COALESCE(MAX(last_id), 0) AS last FROM hourly_count WHERE "
                + condition(filter)), filter).map((row, context) -> Map.of("first", row.getLong("first"), "last", row.getLong("last"))).one();
    }

    /** Returns those of the last hours in which there may be rows of a filter, from an hour on. */
    static List<Hour> until(Handle handle, LogFilter filter, Instant upTo) {
        return hours(handle.createQuery("SELECT begun, MIN(first_id) AS first_id, MAX(last_id) AS last_id, SUM(number) AS number FROM hourly_count"
                + " WHERE begun <= :upTo AND " + condition(filter) + " GROUP BY begun ORDER BY begun DESC FETCH FIRST 100 ROWS ONLY")
                .bind("upTo", Rows.time(upTo)), filter);
    }

    /** Returns the next hours in which there may be rows of a filter with ids below {@code before}, by the last ids of their rows. */
    static List<Hour> below(Handle handle, LogFilter filter, long before, long upTo) {
        return hours(handle.createQuery("SELECT begun, first_id, last_id, number FROM hourly_count WHERE first_id < :before AND last_id <= :upTo AND "
                + condition(filter) + " ORDER BY last_id DESC FETCH FIRST 100 ROWS ONLY").bind("before", before).bind("upTo", upTo), filter);
    }

    private static List<Hour> hours(Query query, LogFilter filter) {
        return bind(query, filter).map((row, context) -> new Hour(Rows.time(row, "begun"), row.getLong("first_id"), row.getLong("last_id"),
                row.getLong("number"))).list();
    }

    private static String condition(LogFilter filter) {
        return "TRUE" + (filter.sync() == null ? "" : " AND sync = :sync") + (filter.status() == null ? "" : " AND status = :status")
                + (filter.operation() == null ? "" : " AND operation = :operation") + (filter.from() == null ? "" : " AND begun >= :from")
                + (filter.until() == null ? "" : " AND begun < :until");
    }

    private static Query bind(Query query, LogFilter filter) {
        var bindings = new LinkedHashMap<String, Object>();
        bindings.put("sync", filter.sync());
        bindings.put("status", filter.status() == null ? null : filter.status().name());
        bindings.put("operation", filter.operation() == null ? null : filter.operation().name());
        bindings.put("from", filter.from() == null ? null : Rows.time(filter.from().truncatedTo(ChronoUnit.HOURS)));
        bindings.put("until", Rows.time(filter.until()));
        return query.bindMap(bindings);
    }
}
