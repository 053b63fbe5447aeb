package io.syncbridge.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The partitions of the sync log on PostgreSQL: each holds a range of ids, and a new one begins with a new day once the last one is worth
 * it. By ids and not by times, so that ids stay the key, pages go on from an id, and no clock can name a partition that is not there.
 */
final class LogPartitions {

    /** How many ids a partition has room for: more than a day can fill. */
    static final long ROOM = 10_000_000_000L;

    /** With fewer rows a day is not worth a partition: a search through all of them costs a quarter of a millisecond and six locks for each. */
    static final long WORTH = 500_000;

    private static final int LOCK = 0x51C106;
    private static final String PREFIX = "sync_log_";

    private record Partition(String table, long first) {

        long last() {
            return first + ROOM - 1;
        }
    }

    private LogPartitions() {
    }

    /** Makes a partition. Attached, and not made in its place, it locks out nobody who writes to the others. */
    static void create(Handle handle, long number) {
        String table = PREFIX + number;
        handle.execute("CREATE TABLE " + table + " (LIKE sync_log INCLUDING DEFAULTS)");
        handle.execute("ALTER TABLE sync_log ATTACH PARTITION " + table + " FOR VALUES FROM (" + number * ROOM + ") TO (" + (number + 1) * ROOM + ")");
    }

    /** Lets rows of a new day go to a new partition, where there were many in the last; the one after the last is made ahead. */
    static void divide(Jdbi jdbi, Instant now) {
        if (jdbi.withHandle(Rows::isPostgreSql)) {
            jdbi.useTransaction(handle -> {
                long next = lock(handle) / ROOM + 1;
                if (partitions(handle).noneMatch(one -> one.first() == next * ROOM)) {
                    create(handle, next);
                }
            });
            jdbi.useTransaction(handle -> {
                long last = lock(handle);
                long first = last / ROOM * ROOM;
                Instant begun = hour(handle, "MIN", first, last).orElse(now);
                if (last - first >= WORTH && begun.isBefore(now.truncatedTo(ChronoUnit.DAYS))) {
                    handle.createQuery("SELECT SETVAL('sync_log_id', :first, FALSE)").bind("first", first + ROOM).mapTo(Long.class).one();
                }
            });
        }
    }

    /** Waits until no other instance divides the log, up to the end of the transaction, and returns the last id that was given to a row. */
    private static long lock(Handle handle) {
        return handle.createQuery("SELECT last_value FROM (SELECT PG_ADVISORY_XACT_LOCK(" + LOCK + ")) AS locked, sync_log_id").mapTo(Long.class).one();
    }

    private static Stream<Partition> partitions(Handle handle) {
        return handle.createQuery("SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE inhparent = 'sync_log'::regclass")
                .mapTo(String.class).list().stream().map(table -> new Partition(table, Long.parseLong(table.substring(PREFIX.length())) * ROOM))
                .sorted(Comparator.comparing(Partition::first));
    }

    /** Returns the first or last hour of which rows may lie between the ids. */
    private static Optional<Instant> hour(Handle handle, String which, long first, long last) {
        return handle.createQuery("SELECT " + which + "(begun) FROM hourly_count WHERE last_id >= :first AND first_id <= :last")
                .bind("first", first).bind("last", last).mapTo(OffsetDateTime.class).findOne().map(OffsetDateTime::toInstant);
    }

    /** Forgets rows older than {@code before}: whole partitions, and rows of those that will not be as old as a whole within a day. */
    static long forget(Jdbi jdbi, Instant before) {
        boolean postgres = jdbi.withHandle(Rows::isPostgreSql);
        long last = postgres ? jdbi.inTransaction(LogPartitions::lock) : Long.MAX_VALUE;
        long forgotten = 0;
        for (Partition one : postgres ? jdbi.withHandle(handle -> partitions(handle).toList()) : List.of(new Partition("sync_log", 0))) {
            boolean isClosed = one.last() < last;
            Instant newest = jdbi.withHandle(handle -> hour(handle, "MAX", one.first(), one.last())).orElse(Instant.EPOCH);
            if (isClosed && !newest.plus(1, ChronoUnit.HOURS).isAfter(before)) {
                forgotten += jdbi.inTransaction(handle -> drop(handle, one));
            } else if (!isClosed || newest.isAfter(before.plus(1, ChronoUnit.DAYS))) {
                forgotten += delete(jdbi, one, before);
            }
        }
        jdbi.useHandle(handle -> {
            handle.createUpdate("DELETE FROM hourly_count WHERE begun <= :before").bind("before", Rows.time(before.minus(1, ChronoUnit.HOURS))).execute();
            handle.createUpdate("DELETE FROM moved_record WHERE moved_at < :before").bind("before", Rows.time(before)).execute();
        });
        return forgotten;
    }

    /** Whoever works on the log is waited for only for a moment, since whoever comes next has to wait as well; the next time will do. */
    private static long drop(Handle handle, Partition partition) {
        lock(handle);
        if (partitions(handle).noneMatch(partition::equals)) {
            return 0;
        }
        handle.execute("SET LOCAL lock_timeout = '5s'");
        long rows = handle.createQuery("SELECT COUNT(*) FROM " + partition.table()).mapTo(Long.class).one();
        handle.execute("DROP TABLE " + partition.table());
        return rows;
    }

    private static long delete(Jdbi jdbi, Partition partition, Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                SELECT MIN(first_id) AS first, MAX(last_id) AS last FROM hourly_count
                WHERE begun < :before AND last_id >= :first AND first_id <= :last""")
                .bind("before", Rows.time(before)).bind("first", partition.first()).bind("last", partition.last())
                .map((row, context) -> row.getObject("first") == null ? 0L : Rows.deleteInParts(jdbi, """
                        DELETE FROM sync_log WHERE id IN (SELECT id FROM sync_log WHERE id BETWEEN %d AND %d AND last_synced_at < :before
                        FETCH FIRST :part ROWS ONLY)""".formatted(Math.max(row.getLong("first"), partition.first()),
                                Math.min(row.getLong("last"), partition.last())), before)).one());
    }
}
