package io.syncbridge.store;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
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

    /** @param oldest when the change came that has been waiting longest */
    public record Backlog(long waiting, Instant oldest) {
    }

    private final StoreDatabase database;

    public Inbox(StoreDatabase database) {
        this.database = database;
    }

    /**
     * Stores changes, without those whose event id was seen before.
     *
     * @param trace as {@link Waiting#trace}
     * @return how many were stored
     */
    public int add(String sync, List<Change> changes, String trace, Instant now) {
        return database.jdbi().withHandle(handle -> {
            List<Change> fresh = unseen(handle, sync, changes, now);
            insert(handle, sync, fresh, null, trace, now);
            return fresh.size();
        });
    }

    /** Stores changes that nobody traces. */
    public int add(String sync, List<Change> changes, Instant now) {
        return add(sync, changes, null, now);
    }

    /** Stores changes that a run takes in; they are worked on when nothing else is due. */
    public void add(String sync, List<Change> changes, long run, Instant now) {
        database.jdbi().useHandle(handle -> insert(handle, sync, changes, run, null, now));
    }

    /** Returns the oldest changes that are due; what runs took in comes last, and waits while its run is paused. */
    public List<Waiting> next(String sync, int limit, Instant now) {
        return database.jdbi().withHandle(handle -> {
            var due = new ArrayList<>(next(handle, "run_id IS NULL", sync, limit, now));
            if (due.size() < limit) {
                due.addAll(next(handle, "run_id IN (SELECT id FROM run WHERE state IN ('WAITING', 'RUNNING'))", sync,
                        limit - due.size(), now));
            }
            return due;
        });
    }

    private static List<Waiting> next(Handle handle, String whose, String sync, int limit, Instant now) {
        return handle.createQuery("""
                SELECT id, system, record_id, operation, record, changed_at, version, event_id, received_at, run_id, trace
                FROM inbox
                WHERE sync = :sync AND due_at <= :now AND\s""" + whose + " ORDER BY id FETCH FIRST :limit ROWS ONLY")
                .bind("sync", sync).bind("now", Rows.time(now)).bind("limit", limit)
                .map((row, context) -> waiting(row)).list();
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

    /** Lets all changes of a record wait until {@code due}. */
    public void postpone(String sync, RecordRef ref, Instant due) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                UPDATE inbox SET due_at = :due WHERE sync = :sync AND system = :system AND record_id = :record""")
                .bind("due", Rows.time(due)).bind("sync", sync).bind("system", ref.system()).bind("record", ref.recordId())
                .execute());
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
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT sync, COUNT(*) AS waiting, MIN(received_at) AS oldest FROM inbox GROUP BY sync")
                .reduceRows(new HashMap<>(), (found, row) -> {
                    found.put(row.getColumn("sync", String.class), new Backlog(row.getColumn("waiting", Long.class),
                            row.getColumn("oldest", java.time.OffsetDateTime.class).toInstant()));
                    return found;
                }));
    }

    /** Says whether more than {@code number} changes of the sync are waiting, without counting on. */
    public boolean holdsMoreThan(String sync, int number) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT COUNT(*) FROM (SELECT 1 FROM inbox WHERE sync = :sync FETCH FIRST :enough ROWS ONLY) waiting""")
                .bind("sync", sync).bind("enough", number + 1).mapTo(Long.class).one()) > number;
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

    private static void insert(Handle handle, String sync, List<Change> changes, Long run, String trace, Instant now) {
        Columns.of(changes).all("sync", sync).all("now", Rows.time(now)).all("run", run).all("trace", trace)
                .text("system", change -> change.ref().system()).text("record_id", change -> change.ref().recordId())
                .text("operation", change -> change.operation().name()).text("record", change -> StoreJson.write(change.record()))
                .time("changed", Change::time).text("version", Change::version).text("event", Change::eventId)
                .execute(handle, """
                        INSERT INTO inbox (sync, system, record_id, operation, record, changed_at, version, event_id,
                            received_at, due_at, run_id, trace)
                        SELECT CAST(:sync AS VARCHAR), system, record_id, operation, record, changed, version, event,
                            CAST(:now AS TIMESTAMP(6) WITH TIME ZONE), CAST(:now AS TIMESTAMP(6) WITH TIME ZONE),
                            CAST(:run AS BIGINT), CAST(:trace AS VARCHAR)
                        FROM <rows>""");
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        var change = new Change(new RecordRef(row.getString("system"), row.getString("record_id")),
                Operation.valueOf(row.getString("operation")), StoreJson.readMap(row.getString("record")),
                Rows.time(row, "changed_at"), row.getString("version"), row.getString("event_id"));
        return new Waiting(row.getLong("id"), change, Rows.time(row, "received_at"),
                row.getObject("run_id", Long.class), row.getString("trace"));
    }
}
