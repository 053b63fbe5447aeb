package io.syncbridge.store;

import io.syncbridge.store.SyncLog.Status;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How the syncs and systems were, hour by hour. */
@Singleton
public class History {

    /** The highest of an hour. */
    public record Level(long lagSeconds, long reviews, long failed) {
    }

    /** The calls of an hour; see {@link io.syncbridge.store.History#addCalls}. */
    public record Calls(long calls, long errors, long millis, long slowestMillis, long waitedMillis) {
    }

    private final StoreDatabase database;

    public History(StoreDatabase database) {
        this.database = database;
    }

    /** Notes how syncs are now, by their names; of an hour the highest numbers stay, whichever instance saw them. */
    public void raise(Map<String, Level> levels, Instant now) {
        if (levels.isEmpty()) {
            return;
        }
        database.jdbi().useTransaction(handle -> {
            PreparedBatch begin = handle.prepareBatch("""
                    INSERT INTO hourly_level (begun, sync, lag_seconds, reviews, failed) VALUES (:hour, :sync, 0, 0, 0) ON CONFLICT DO NOTHING""");
            PreparedBatch raise = handle.prepareBatch("""
                    UPDATE hourly_level SET lag_seconds = GREATEST(lag_seconds, :lag), reviews = GREATEST(reviews, :reviews),
                        failed = GREATEST(failed, :failed) WHERE begun = :hour AND sync = :sync""");
            // always in one order, so that two instances cannot lock each other out
            new TreeMap<>(levels).forEach((sync, level) -> {
                begin.bind("hour", hour(now)).bind("sync", sync).add();
                raise.bind("hour", hour(now)).bind("sync", sync).bind("lag", level.lagSeconds()).bind("reviews", level.reviews())
                        .bind("failed", level.failed()).add();
            });
            begin.execute();
            raise.execute();
        });
    }

    /** Adds calls that were made, with the slowest of them. */
    public void addCalls(String system, Calls calls, Instant now) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                    INSERT INTO hourly_calls (begun, system, calls, errors, millis, slowest_millis, waited_millis)
                    VALUES (:hour, :system, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING""").bind("hour", hour(now)).bind("system", system).execute();
            handle.createUpdate("""
                    UPDATE hourly_calls SET calls = calls + :calls, errors = errors + :errors, millis = millis + :millis,
                        slowest_millis = GREATEST(slowest_millis, :slowest), waited_millis = waited_millis + :waited
                    WHERE begun = :hour AND system = :system""")
                    .bind("hour", hour(now)).bind("system", system).bind("calls", calls.calls()).bind("errors", calls.errors())
                    .bind("millis", calls.millis()).bind("slowest", calls.slowestMillis()).bind("waited", calls.waitedMillis()).execute();
        });
    }

    /** Returns the levels of a sync by hour; hours without any are not among them. */
    public Map<Instant, Level> levels(String sync, Instant since) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM hourly_level WHERE begun >= :since AND sync = :sync")
                .bind("since", hour(since)).bind("sync", sync).reduceRows(new HashMap<>(), (levels, row) -> {
                    levels.put(row.getColumn("begun", OffsetDateTime.class).toInstant(), new Level(row.getColumn("lag_seconds", Long.class),
                            row.getColumn("reviews", Long.class), row.getColumn("failed", Long.class)));
                    return levels;
                }));
    }

    /** Returns the calls of a system by hour, likewise. */
    public Map<Instant, Calls> calls(String system, Instant since) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM hourly_calls WHERE begun >= :since AND system = :system")
                .bind("since", hour(since)).bind("system", system).reduceRows(new HashMap<>(), (calls, row) -> {
                    calls.put(row.getColumn("begun", OffsetDateTime.class).toInstant(), new Calls(row.getColumn("calls", Long.class),
                            row.getColumn("errors", Long.class), row.getColumn("millis", Long.class), row.getColumn("slowest_millis", Long.class),
                            row.getColumn("waited_millis", Long.class)));
                    return calls;
                }));
    }

    /** Returns how many rows of the log a sync got by hour and status, likewise. */
    public Map<Instant, Map<Status, Long>> outcomes(String sync, Instant since) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT begun, status, SUM(number) AS number FROM hourly_count WHERE begun >= :since AND sync = :sync GROUP BY begun, status")
                .bind("since", hour(since)).bind("sync", sync).reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.computeIfAbsent(row.getColumn("begun", OffsetDateTime.class).toInstant(), hour -> new HashMap<>())
                            .put(Status.valueOf(row.getColumn("status", String.class)), row.getColumn("number", Long.class));
                    return counts;
                }));
    }

    public void forget(Instant before) {
        database.jdbi().useHandle(handle -> {
            handle.createUpdate("DELETE FROM hourly_level WHERE begun < :before").bind("before", Rows.time(before)).execute();
            handle.createUpdate("DELETE FROM hourly_calls WHERE begun < :before").bind("before", Rows.time(before)).execute();
        });
    }

    private static OffsetDateTime hour(Instant time) {
        return Rows.time(time.truncatedTo(ChronoUnit.HOURS));
    }
}
