package io.syncbridge.store;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.StoreJson.Report;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The changes that were accepted and are not settled yet, in the order in which they came. */
@Singleton
public class Inbox {

    /**
     * A change with its place in the inbox.
     *
     * @param run the run that took it in; {@code null} for what a system reported by itself
     * @param trace where its trace goes on (W3C traceparent); {@code null} where it is not traced
     */
    public record Waiting(long id, Change change, Instant receivedAt, Long run, String trace) {
    }

    /** @param more whether others are due as well */
    public record Next(List<Waiting> changes, boolean more) {
    }

    /**
     * @param waiting all that waits
     * @param since since when the longest waiting of those that are not held may be worked on; {@code null} where all are held
     * @param held how many are held
     * @param heldUntil when the first of those is released; {@code null} for none
     */
    public record Backlog(long waiting, Instant since, long held, Instant heldUntil) {
    }

    /** Says how long changes are held that a system reports. */
    public interface Holding {

        /** Whether a change may be held longer because another one of its record follows. */
        boolean isProlonged(String system);

        /**
         * Returns until when a change is held, and the others of its record that are held still; {@code null} for not at all.
         *
         * @param since when the first of these changes came; {@code now} if there is no other
         */
        Instant until(String system, Instant since, Instant now);
    }

    private static final Holding NOTHING = new Holding() {

        @Override
        public boolean isProlonged(String system) {
            return false;
        }

        @Override
        public Instant until(String system, Instant since, Instant now) {
            return null;
        }
    };

    /** Held until long ago: not held. */
    static final Instant FREE = Instant.EPOCH;
    /** What is held is held until this time or a later one. */
    static final Instant HELD = FREE.plusSeconds(1);

    /** What may be worked on by now, of runs that are not paused as well. */
    static final String DUE = "held_until = :free AND due_at <= :now"
            + " AND (run_id IS NULL OR run_id IN (SELECT id FROM run WHERE state IN ('WAITING', 'RUNNING')))";

    private final StoreDatabase database;

    public Inbox(StoreDatabase database) {
        this.database = database;
    }

    /**
     * Stores changes, without those whose event id was seen before.
     *
     * @param trace as {@link Waiting#trace}
     * @return those that were stored
     */
    public List<Change> add(String sync, List<Change> changes, Holding holding, String trace, Instant now) {
        return database.jdbi().withHandle(handle -> {
            List<Change> fresh = unseen(handle, sync, changes, now);
            insert(handle, sync, fresh, hold(handle, sync, fresh, holding, now), null, trace, ref -> now);
            return fresh;
        });
    }

    /** Stores changes that nobody traces and nothing holds; returns how many were stored. */
    public int add(String sync, List<Change> changes, Instant now) {
        return add(sync, changes, NOTHING, null, now).size();
    }

    /** Stores changes that a run takes in; they are worked on when nothing else is due. */
    public void add(String sync, List<Change> changes, long run, Instant now) {
        database.jdbi().useHandle(handle -> insert(handle, sync, changes, Map.of(), run, null, ref -> now));
    }

    /**
     * Returns the oldest changes that are due: {@code limit} at most, and no more than fill {@value Rows#BATCH_BYTES} bytes,
     * but always one where there is one. What runs took in comes last, and waits while its run is paused.
     */
    public Next next(String sync, int limit, Instant now) {
        return database.jdbi().withHandle(handle -> {
            var due = new Filling(limit, Rows.BATCH_BYTES);
            take(handle, due, "run_id IS NULL", sync, now);
            take(handle, due, "run_id IN (SELECT id FROM run WHERE state IN ('WAITING', 'RUNNING'))", sync, now);
            return new Next(due.changes, due.isFull());
        });
    }

    /** Sorted by all columns of the index, so that H2 too takes the rows out of it in their order and stops at the limit. */
    private static void take(Handle handle, Filling due, String whose, String sync, Instant now) {
        if (due.isFull()) {
            return;
        }
        handle.createQuery("""
                SELECT * FROM (
                    SELECT oldest.*, SUM(size) OVER (ORDER BY id) AS filled FROM (
                        SELECT id, system, record_id, operation, record, changed_at, version, event_id, not_before, received_at, run_id, trace,
                            COALESCE(OCTET_LENGTH(record), 0) AS size
                        FROM inbox
                        WHERE sync = :sync AND held_until = :free AND due_at <= :now AND %s
                        ORDER BY sync, held_until, id FETCH FIRST :limit ROWS ONLY) oldest) summed
                WHERE filled - size < :bytes ORDER BY id""".formatted(whose))
                .bind("sync", sync).bind("free", Rows.time(FREE)).bind("now", Rows.time(now)).bind("limit", due.limit - due.changes.size())
                .bind("bytes", due.bytes)
                .map((row, context) -> new Sized(waiting(row), row.getLong("size"))).forEach(due::add);
    }

    private record Sized(Waiting change, long bytes) {
    }

    /** A batch while it is filled: it has room for so many changes, and until it has so many bytes. */
    private static final class Filling {

        private final List<Waiting> changes = new ArrayList<>();
        private final int limit;
        private long bytes;

        private Filling(int limit, long bytes) {
            this.limit = limit;
            this.bytes = bytes;
        }

        private void add(Sized sized) {
            changes.add(sized.change());
            bytes -= sized.bytes();
        }

        private boolean isFull() {
            return changes.size() == limit || bytes <= 0;
        }
    }

    /** Returns the changes of the records that are due and that systems reported by themselves, oldest first. */
    public List<Waiting> of(String sync, Collection<RecordRef> records, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT id, inbox.system, inbox.record_id, operation, record, changed_at, version, event_id, not_before, received_at, run_id, trace
                FROM inbox JOIN UNNEST(CAST(:systems AS VARCHAR ARRAY), CAST(:ids AS VARCHAR ARRAY)) AS given (system, record_id)
                ON inbox.system = given.system AND inbox.record_id = given.record_id
                WHERE sync = :sync AND held_until = :free AND due_at <= :now AND run_id IS NULL ORDER BY id""")
                .bind("sync", sync).bind("free", Rows.time(FREE)).bind("now", Rows.time(now))
                .bindArray("systems", String.class, records.stream().map(RecordRef::system).toArray())
                .bindArray("ids", String.class, records.stream().map(RecordRef::recordId).toArray())
                .map((row, context) -> waiting(row)).list());
    }

    /** Releases the held changes whose time has come. */
    public void release(String sync, Instant now) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                UPDATE inbox SET ready_at = held_until, held_until = :free
                WHERE sync = :sync AND held_until BETWEEN :held AND :now""")
                .bind("sync", sync).bind("free", Rows.time(FREE)).bind("held", Rows.time(HELD)).bind("now", Rows.time(now)).execute());
    }

    /** Releases all held changes; returns how many. */
    public int releaseAll(String sync, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE inbox SET ready_at = :now, held_until = :free WHERE sync = :sync AND held_until >= :held""")
                .bind("sync", sync).bind("free", Rows.time(FREE)).bind("held", Rows.time(HELD)).bind("now", Rows.time(now)).execute());
    }

    /** Lets no change be held beyond {@code latest}. */
    public void holdAtMostUntil(String sync, Instant latest) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "UPDATE inbox SET held_until = :latest WHERE sync = :sync AND held_until > :latest")
                .bind("sync", sync).bind("latest", Rows.time(latest)).execute());
    }

    /** Returns how many of the changes that a run took in are still waiting. */
    public long waiting(long run) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM inbox WHERE run_id = :run")
                .bind("run", run).mapTo(Long.class).one());
    }

    /** Returns those of the system's records of which a change is waiting. */
    public Set<String> waiting(String sync, String system, Collection<String> recordIds) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT DISTINCT record_id FROM inbox WHERE sync = :sync AND system = :system AND record_id = ANY(:ids)""")
                .bind("sync", sync).bind("system", system).bindArray("ids", String.class, recordIds.toArray())
                .mapTo(String.class).set());
    }

    public void remove(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            database.jdbi().useHandle(handle -> handle.createUpdate("DELETE FROM inbox WHERE id = ANY(:ids)")
                    .bindArray("ids", Long.class, ids.toArray()).execute());
        }
    }

    /** Lets all changes of each record wait until its time. */
    public void postpone(String sync, Map<RecordRef, Instant> times) {
        database.jdbi().useHandle(handle -> records(times.keySet()).all("sync", sync).time("due", times::get).execute(handle, """
                MERGE INTO inbox USING (SELECT * FROM <rows>) AS given ON inbox.record_id = given.record
                    AND inbox.system = given.system AND inbox.sync = :sync
                WHEN MATCHED THEN UPDATE SET due_at = given.due"""));
    }

    private static Columns<RecordRef> records(Collection<RecordRef> records) {
        return Columns.of(records).text("record", RecordRef::recordId).text("system", RecordRef::system);
    }

    /** Lets records be read at the given times, each only at the one that was given last. */
    public void lookAgain(String sync, Map<RecordRef, Instant> times, Instant now) {
        database.jdbi().useHandle(handle -> {
            records(times.keySet()).all("sync", sync).all("now", Rows.time(now)).execute(handle, """
                    MERGE INTO inbox USING (SELECT * FROM <rows>) AS given ON inbox.record_id = given.record
                        AND inbox.system = given.system AND inbox.sync = :sync AND inbox.record IS NULL
                        AND inbox.operation = 'UPDATE' AND inbox.run_id IS NULL AND inbox.due_at > :now
                    WHEN MATCHED THEN DELETE""");
            insert(handle, sync, times.keySet().stream().map(Change::hint).toList(), Map.of(), null, null, times::get);
        });
    }

    /** Drops the changes of a record that had come by {@code until}; those that came later are due now. */
    public void discard(String sync, RecordRef ref, Instant until, Instant now) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                DELETE FROM inbox WHERE sync = :sync AND system = :system AND record_id = :record AND received_at <= :until""")
                .bind("sync", sync).bind("system", ref.system()).bind("record", ref.recordId()).bind("until", Rows.time(until))
                .execute());
        postpone(sync, Map.of(ref, now));
    }

    /** Lets postponed changes that a system reported be worked on now. */
    public void wake(String system, Instant now) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "UPDATE inbox SET due_at = :now WHERE system = :system AND due_at > :now")
                .bind("now", Rows.time(now)).bind("system", system).execute());
    }

    /** Returns how many deletes are waiting behind the place {@code after}. */
    public long deletesWaiting(String sync, long after) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT COUNT(*) FROM inbox WHERE sync = :sync AND operation = 'DELETE' AND id > :after")
                .bind("sync", sync).bind("after", after).mapTo(Long.class).one());
    }

    /** Returns how much is waiting, by sync; a sync with nothing waiting is not among them. */
    public Map<String, Backlog> backlog() {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT sync, COUNT(*) AS waiting, MIN(ready_at) FILTER (WHERE held_until = :free) AS since,
                    COUNT(*) FILTER (WHERE held_until > :free) AS held, MIN(held_until) FILTER (WHERE held_until > :free) AS held_until
                FROM inbox GROUP BY sync""")
                .bind("free", Rows.time(FREE))
                .map((row, context) -> Map.entry(row.getString("sync"), new Backlog(row.getLong("waiting"), Rows.time(row, "since"),
                        row.getLong("held"), Rows.time(row, "held_until"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Returns how many more changes of the sync may come until {@code number} are waiting; 0 if they are. */
    public int room(String sync, int number) {
        return number - database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT COUNT(*) FROM (SELECT 1 FROM inbox WHERE sync = :sync FETCH FIRST :number ROWS ONLY) waiting""")
                .bind("sync", sync).bind("number", number).mapTo(Integer.class).one());
    }

    /** Says whether no change of any sync waits, but such as are held. */
    public boolean isEmpty() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT 1 FROM inbox WHERE held_until = :free FETCH FIRST 1 ROWS ONLY")
                .bind("free", Rows.time(FREE)).mapTo(Integer.class).findFirst()).isEmpty();
    }

    /** Forgets event ids that were seen before {@code before}; a repeat after that is recognised by its values only. */
    public int forgetEvents(Instant before) {
        return Rows.deleteInParts(database.jdbi(), """
                DELETE FROM seen_event WHERE (event_id, system, sync) IN (SELECT event_id, system, sync FROM seen_event
                WHERE seen_at < :before FETCH FIRST :part ROWS ONLY)""", before);
    }

    /**
     * Remembers the event ids and returns the changes whose id was not known, and those without one. The database
     * decides, so that of two reports of one event that come at the same time the later one waits and is dropped.
     */
    private static List<Change> unseen(Handle handle, String sync, List<Change> changes, Instant now) {
        List<Change> named = changes.stream().filter(change -> change.eventId() != null).toList();
        if (named.isEmpty()) {
            return changes;
        }
        Set<RecordRef> fresh = remember(handle, sync, named, now);
        return changes.stream().filter(change -> change.eventId() == null || fresh.remove(event(change))).toList();
    }

    /**
     * Returns the events that were not known. The rows that come back tell, because the counts of a batch do not where
     * the driver rewrites it; always in one order, so that two reports of the same events cannot lock each other out.
     */
    private static Set<RecordRef> remember(Handle handle, String sync, List<Change> named, Instant now) {
        return handle.createUpdate("""
                INSERT INTO seen_event (sync, system, event_id, seen_at)
                SELECT DISTINCT CAST(:sync AS VARCHAR), event.system, event.id, CAST(:now AS TIMESTAMP(6) WITH TIME ZONE)
                FROM UNNEST(CAST(:systems AS VARCHAR ARRAY), CAST(:ids AS VARCHAR ARRAY)) AS event (system, id)
                ORDER BY event.system, event.id ON CONFLICT DO NOTHING""")
                .bind("sync", sync).bind("now", Rows.time(now))
                .bindArray("systems", String.class, named.stream().map(change -> change.ref().system()).toArray())
                .bindArray("ids", String.class, named.stream().map(Change::eventId).toArray())
                .executeAndReturnGeneratedKeys("system", "event_id")
                .map((row, context) -> new RecordRef(row.getString("system"), row.getString("event_id")))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** An event id is unique within its system only, as a record id is. */
    private static RecordRef event(Change change) {
        return new RecordRef(change.ref().system(), change.eventId());
    }

    /** Returns until when each record's changes are held, and prolongs those that are held already; the others are absent. */
    private static Map<RecordRef, Instant> hold(Handle handle, String sync, List<Change> changes, Holding holding, Instant now) {
        Set<RecordRef> records = changes.stream().map(Change::ref).collect(Collectors.toSet());
        Map<RecordRef, Instant> since = heldSince(handle, sync,
                records.stream().filter(ref -> holding.isProlonged(ref.system())).toList(), now);
        var held = new HashMap<RecordRef, Instant>();
        for (RecordRef ref : records) {
            Instant until = holding.until(ref.system(), since.getOrDefault(ref, now), now);
            if (until != null) {
                held.put(ref, until);
            }
        }
        prolong(handle, sync, since.keySet(), held, now);
        return held;
    }

    /** Returns when the first change of each record came that is held still. */
    private static Map<RecordRef, Instant> heldSince(Handle handle, String sync, List<RecordRef> records, Instant now) {
        return records.isEmpty() ? Map.of() : handle.createQuery("""
                SELECT inbox.system, inbox.record_id, MIN(received_at) AS since
                FROM inbox JOIN UNNEST(CAST(:systems AS VARCHAR ARRAY), CAST(:ids AS VARCHAR ARRAY)) AS given (system, record_id)
                ON inbox.system = given.system AND inbox.record_id = given.record_id
                WHERE sync = :sync AND held_until > :now GROUP BY inbox.system, inbox.record_id""")
                .bind("sync", sync).bind("now", Rows.time(now))
                .bindArray("systems", String.class, records.stream().map(RecordRef::system).toArray())
                .bindArray("ids", String.class, records.stream().map(RecordRef::recordId).toArray())
                .map((row, context) -> Map.entry(new RecordRef(row.getString("system"), row.getString("record_id")),
                        Rows.time(row, "since")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void prolong(Handle handle, String sync, Set<RecordRef> records, Map<RecordRef, Instant> held, Instant now) {
        records.stream().filter(held::containsKey).collect(Collectors.groupingBy(ref -> Map.entry(ref.system(), held.get(ref))))
                .forEach((same, together) -> handle.createUpdate("""
                        UPDATE inbox SET held_until = :until
                        WHERE sync = :sync AND system = :system AND record_id = ANY(:ids) AND held_until > :now""")
                        .bind("until", Rows.time(same.getValue())).bind("sync", sync).bind("system", same.getKey())
                        .bindArray("ids", String.class, together.stream().map(RecordRef::recordId).toArray())
                        .bind("now", Rows.time(now)).execute());
    }

    private static void insert(Handle handle, String sync, List<Change> changes, Map<RecordRef, Instant> held, Long run,
            String trace, Function<RecordRef, Instant> at) {
        Columns.of(changes).all("sync", sync).all("run", run).all("trace", trace)
                .text("system", change -> change.ref().system()).text("record_id", change -> change.ref().recordId())
                .text("operation", change -> change.operation().name()).text("record", StoreJson::writeReport)
                .time("changed", Change::time).text("version", Change::version).text("event", Change::eventId)
                .time("not_before", Change::notBefore)
                .time("at", change -> at.apply(change.ref()))
                .time("held", change -> held.getOrDefault(change.ref(), FREE))
                .execute(handle, """
                        INSERT INTO inbox (sync, system, record_id, operation, record, changed_at, version, event_id, not_before,
                            received_at, due_at, ready_at, held_until, run_id, trace)
                        SELECT CAST(:sync AS VARCHAR), system, record_id, operation, record, changed, version, event, not_before,
                            at, at, at, held, CAST(:run AS BIGINT), CAST(:trace AS VARCHAR)
                        FROM <rows>""");
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        Report report = StoreJson.readReport(row.getString("record"));
        var change = new Change(new RecordRef(row.getString("system"), row.getString("record_id")),
                Operation.valueOf(row.getString("operation")), report.record(), Rows.time(row, "changed_at"),
                row.getString("version"), row.getString("event_id"), report.problem(), Rows.time(row, "not_before"), report.formerId());
        return new Waiting(row.getLong("id"), change, Rows.time(row, "received_at"),
                row.getObject("run_id", Long.class), row.getString("trace"));
    }
}
