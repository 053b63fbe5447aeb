package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Runs: what people asked for that takes a while, how far each is, and who works on it. */
@Singleton
public class Runs {

    /** What is to be done. */
    public enum Kind {
        /** Takes in every record of a source. */
        BACKFILL,
        /** The same without writing: tells what would be done. */
        PLAN,
        /** Does what a plan says, as far as nothing has changed since. */
        APPLY,
        /** Compares what the systems hold. */
        COMPARE,
        /** Puts right what a comparison found. */
        REPAIR,
        /** Puts back what was overwritten. */
        UNDO,
        /** Brings records to a definition that has changed. */
        REMAP
    }

    public enum State {
        WAITING, RUNNING, PAUSED, DONE, FAILED, CANCELLED;

        /** Says whether nothing will happen any more. */
        public boolean isOver() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /**
     * @param parameters what it was asked with; JSON-shaped
     * @param goingSince when it was started, or resumed last; {@code null} before
     * @param doneBefore how much was done by then
     * @param steppedAt when its last step was stored; {@code null} before
     * @param done how many records are done
     * @param total how many there are; {@code null} where nobody knows
     * @param tally what the records came to: how many by outcome
     * @param progress where the next step begins; JSON-shaped, in the kind's own terms
     * @param message what there is to say about the state; {@code null} for nothing
     */
    public record Run(long id, String sync, Kind kind, Map<String, Object> parameters, State state, String askedBy,
            Instant askedAt, Instant startedAt, Instant finishedAt, Instant goingSince, long doneBefore, Instant steppedAt,
            long done, Long total, Map<String, Long> tally, Map<String, Object> progress, String message) {

        /** Returns how many records a second were done since it was started or resumed; 0 where that cannot be told. */
        public double rate() {
            if (goingSince == null || steppedAt == null || !steppedAt.isAfter(goingSince)) {
                return 0;
            }
            return (done - doneBefore) * 1000.0 / Math.max(1, Duration.between(goingSince, steppedAt).toMillis());
        }

        /** Returns how long it will take at this rate; {@code null} where that cannot be told. */
        public Long secondsLeft() {
            return total == null || state != State.RUNNING || rate() <= 0 ? null
                    : (long) Math.ceil(Math.max(0, total - done) / rate());
        }
    }

    /**
     * How far a run is after a step.
     *
     * @param state {@code RUNNING}, {@code DONE} or {@code FAILED}
     * @param due when the next step may begin
     */
    public record Advance(State state, Map<String, Object> progress, long done, Long total, String message, Instant due) {
    }

    private static final String TALLIES = "SELECT run_id, outcome, number FROM run_tally WHERE run_id = ANY(:ids)";

    private final StoreDatabase database;

    public Runs(StoreDatabase database) {
        this.database = database;
    }

    /** Notes what somebody asked for; returns its number. */
    public long add(String sync, Kind kind, Map<String, Object> parameters, String person, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                INSERT INTO run (sync, kind, parameters, state, asked_by, asked_at, done_before, done, progress, due_at)
                VALUES (:sync, :kind, :parameters, 'WAITING', :person, :now, 0, 0, '{}', :now)""")
                .bind("sync", sync).bind("kind", kind.name()).bind("parameters", StoreJson.write(parameters))
                .bind("person", person).bind("now", Rows.time(now)).executeAndReturnGeneratedKeys("id").mapTo(Long.class).one());
    }

    public Optional<Run> find(long id) {
        return database.jdbi().withHandle(handle -> withTallies(handle, handle.createQuery("SELECT * FROM run WHERE id = :id")
                .bind("id", id).map((row, context) -> run(row)).list()).stream().findFirst());
    }

    /** Returns runs, newest first; {@code null} stands for every sync and kind. */
    public Page<Run> list(String sync, Kind kind, Long beforeId, int size) {
        List<Run> found = database.jdbi().withHandle(handle -> withTallies(handle, handle.createQuery("""
                SELECT * FROM run WHERE (CAST(:sync AS VARCHAR) IS NULL OR sync = :sync)
                AND (CAST(:kind AS VARCHAR) IS NULL OR kind = :kind) AND id < :before
                ORDER BY id DESC FETCH FIRST :size ROWS ONLY""").bind("sync", sync)
                .bind("kind", kind == null ? null : kind.name()).bind("before", beforeId == null ? Long.MAX_VALUE : beforeId)
                .bind("size", size).map((row, context) -> run(row)).list()));
        return new Page<>(found, found.size() < size ? null : found.get(found.size() - 1).id());
    }

    /** Says whether any run of these kinds was done to its end. */
    public boolean anyDone(String sync, List<Kind> kinds) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT 1 FROM run WHERE sync = :sync AND state = 'DONE' AND kind = ANY(:kinds) FETCH FIRST 1 ROWS ONLY")
                .bind("sync", sync).bindArray("kinds", String.class, kinds.stream().map(Kind::name).toArray())
                .mapTo(Integer.class).findOne().isPresent());
    }

    /** Returns the last run of a kind that each sync has done to its end. */
    public List<Run> lastDone(Kind kind) {
        return database.jdbi().withHandle(handle -> withTallies(handle, handle.createQuery("""
                SELECT * FROM run WHERE id IN (SELECT MAX(id) FROM run WHERE kind = :kind AND state = 'DONE' GROUP BY sync)""")
                .bind("kind", kind.name()).map((row, context) -> run(row)).list()));
    }

    /** Returns the runs that are neither over nor paused. */
    public List<Run> going() {
        return database.jdbi().withHandle(handle -> withTallies(handle, handle.createQuery(
                "SELECT * FROM run WHERE state IN ('WAITING', 'RUNNING') ORDER BY id").map((row, context) -> run(row)).list()));
    }

    // ---- who works on it

    /**
     * Claims the runs of which a step is due, as far as nobody else has them, and starts those that wait.
     *
     * @return those that {@code owner} has; nobody else has until {@code lease} is over or they are released
     */
    public List<Run> claim(String owner, Instant now, Duration lease) {
        return database.jdbi().withHandle(handle -> {
            List<Long> due = handle.createQuery("""
                    SELECT id FROM run WHERE state IN ('WAITING', 'RUNNING') AND due_at <= :now
                    AND (owner IS NULL OR owner = :owner OR owned_until < :now) ORDER BY id""")
                    .bind("now", Rows.time(now)).bind("owner", owner).mapTo(Long.class).list();
            List<Long> claimed = due.stream().filter(id -> handle.createUpdate("""
                    UPDATE run SET owner = :owner, owned_until = :until, state = 'RUNNING',
                        started_at = COALESCE(started_at, :now), going_since = COALESCE(going_since, :now)
                    WHERE id = :id AND state IN ('WAITING', 'RUNNING')
                    AND (owner IS NULL OR owner = :owner OR owned_until < :now)""").bind("id", id).bind("owner", owner)
                    .bind("until", Rows.time(now.plus(lease))).bind("now", Rows.time(now)).execute() == 1).toList();
            return claimed.isEmpty() ? List.of() : withTallies(handle, handle
                    .createQuery("SELECT * FROM run WHERE id = ANY(:ids) ORDER BY id")
                    .bindArray("ids", Long.class, claimed.toArray()).map((row, context) -> run(row)).list());
        });
    }

    /** Renews every claim of the owner. */
    public void renew(String owner, Instant until) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "UPDATE run SET owned_until = :until WHERE owner = :owner AND state = 'RUNNING'")
                .bind("until", Rows.time(until)).bind("owner", owner).execute());
    }

    public void releaseAll(String owner) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE run SET owner = NULL WHERE owner = :owner")
                .bind("owner", owner).execute());
    }

    // ---- how far it is

    /**
     * Notes a step, inside the transaction that stores what it did.
     *
     * @return {@code false}, and nothing must be stored, if the run was paused or cancelled in the meantime or another
     *     instance has taken over
     */
    public boolean advance(long id, String owner, Advance step, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE run SET state = :state, progress = :progress, done = :done, total = :total, message = :message,
                    due_at = :due, stepped_at = :now, finished_at = :finished
                WHERE id = :id AND owner = :owner AND state = 'RUNNING'""")
                .bind("state", step.state().name()).bind("progress", StoreJson.write(step.progress())).bind("done", step.done())
                .bind("total", step.total()).bind("message", Rows.words(step.message())).bind("due", Rows.time(step.due()))
                .bind("now", Rows.time(now)).bind("finished", step.state().isOver() ? Rows.time(now) : null)
                .bind("id", id).bind("owner", owner).execute() == 1);
    }

    /** Adds to what the run's records came to. */
    public void count(long id, Map<String, Long> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        database.jdbi().useHandle(handle -> new TreeMap<>(numbers).forEach((outcome, number) -> {
            boolean added = handle.createUpdate(
                    "UPDATE run_tally SET number = number + :number WHERE run_id = :id AND outcome = :outcome")
                    .bind("number", number).bind("id", id).bind("outcome", outcome).execute() == 1;
            boolean first = added || handle.createUpdate("""
                    INSERT INTO run_tally (run_id, outcome, number) VALUES (:id, :outcome, :number) ON CONFLICT DO NOTHING""")
                    .bind("number", number).bind("id", id).bind("outcome", outcome).execute() == 1;
            if (!first) {
                handle.createUpdate("UPDATE run_tally SET number = number + :number WHERE run_id = :id AND outcome = :outcome")
                        .bind("number", number).bind("id", id).bind("outcome", outcome).execute();
            }
        }));
    }

    // ---- what people do to it

    /** Returns whether it was waiting or running until now. */
    public boolean pause(long id) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE run SET state = 'PAUSED', owner = NULL WHERE id = :id AND state IN ('WAITING', 'RUNNING')""")
                .bind("id", id).execute() == 1);
    }

    /** Returns whether it was paused, or failed, until now. */
    public boolean resume(long id, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE run SET state = 'WAITING', due_at = :now, going_since = NULL, done_before = done, finished_at = NULL,
                    message = NULL WHERE id = :id AND state IN ('PAUSED', 'FAILED')""")
                .bind("id", id).bind("now", Rows.time(now)).execute() == 1);
    }

    /**
     * Ends it for good and drops what it has asked for and is not begun, and what it foresaw; in the caller's transaction.
     *
     * @return whether it was not over until now
     */
    public boolean cancel(long id, Instant now) {
        return database.jdbi().withHandle(handle -> {
            boolean cancelled = handle.createUpdate("""
                    UPDATE run SET state = 'CANCELLED', owner = NULL, finished_at = :now
                    WHERE id = :id AND state IN ('WAITING', 'RUNNING', 'PAUSED')""")
                    .bind("id", id).bind("now", Rows.time(now)).execute() == 1;
            if (cancelled) {
                handle.createUpdate("DELETE FROM inbox WHERE run_id = :id").bind("id", id).execute();
                handle.createUpdate("""
                        DELETE FROM review WHERE run_id = :id AND state = 'ANSWERED' AND NOT EXISTS (SELECT 1 FROM delivery
                            WHERE delivery.sync = review.sync AND delivery.sync_id = review.sync_id AND delivery.state = 'WAITING')""")
                        .bind("id", id).execute();
                Things.forget(handle, Things.planned(id));
            }
            return cancelled;
        });
    }

    /** Forgets runs that were over before {@code before}, with all that they found out. Returns how many. */
    public int forget(Instant before) {
        return database.jdbi().withHandle(handle -> {
            List<Long> old = handle.createQuery("SELECT id FROM run WHERE finished_at < :before")
                    .bind("before", Rows.time(before)).mapTo(Long.class).list();
            for (String table : List.of("run_finding WHERE run_id", "run_tally WHERE run_id", "run WHERE id")) {
                delete(handle, table, old);
            }
            old.forEach(id -> Things.forget(handle, Things.planned(id)));
            return old.size();
        });
    }

    private static void delete(Handle handle, String from, Collection<Long> ids) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM " + from + " = :id");
        ids.forEach(id -> batch.bind("id", id).add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    // ---- rows

    private static List<Run> withTallies(Handle handle, List<Run> runs) {
        var tallies = new TreeMap<Long, Map<String, Long>>();
        if (!runs.isEmpty()) {
            handle.createQuery(TALLIES).bindArray("ids", Long.class, runs.stream().map(Run::id).toArray())
                    .map((row, context) -> tallies.computeIfAbsent(row.getLong("run_id"), id -> new TreeMap<>())
                            .put(row.getString("outcome"), row.getLong("number"))).list();
        }
        return runs.stream().map(run -> new Run(run.id(), run.sync(), run.kind(), run.parameters(), run.state(), run.askedBy(),
                run.askedAt(), run.startedAt(), run.finishedAt(), run.goingSince(), run.doneBefore(), run.steppedAt(), run.done(),
                run.total(), tallies.getOrDefault(run.id(), Map.of()), run.progress(), run.message())).toList();
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(row.getLong("id"), row.getString("sync"), Kind.valueOf(row.getString("kind")),
                StoreJson.readMap(row.getString("parameters")), State.valueOf(row.getString("state")), row.getString("asked_by"),
                Rows.time(row, "asked_at"), Rows.time(row, "started_at"), Rows.time(row, "finished_at"),
                Rows.time(row, "going_since"), row.getLong("done_before"), Rows.time(row, "stepped_at"), row.getLong("done"),
                row.getObject("total", Long.class), Map.of(), StoreJson.readMap(row.getString("progress")),
                row.getString("message"));
    }
}
