package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why syncs stopped before they wrote, and what people decided. */
@Singleton
public class Brakes {

    public enum Kind {
        /** Too many records would be deleted. */
        DELETES,
        /** A field would be blanked in too many records. */
        BLANKS,
        /** A complete scan of a system came across too few of its records. */
        SOURCE,
        /** The definition changed in what decides which records belong together. */
        DEFINITION
    }

    public enum State {
        /** The sync stands still until a person decides. */
        OPEN,
        /** It may do it. */
        RELEASED,
        /** It must not, and what was meant to be done is turned back. */
        REJECTED,
        /** The reason is gone. */
        WITHDRAWN
    }

    /**
     * @param subject what the decision is good for: {@code delete}, a field, a scan, the definition
     * @param upto the last change in the inbox that the decision is good for; {@code null} before it
     */
    public record Brake(long id, String sync, Kind kind, String subject, String why, Instant openedAt, State state, Long upto,
            String decidedBy, Instant decidedAt) {

        /** Says whether the decision is good for a change with this place in the inbox. */
        public boolean covers(long inboxId) {
            return upto != null && inboxId <= upto;
        }
    }

    private final StoreDatabase database;

    public Brakes(StoreDatabase database) {
        this.database = database;
    }

    /** Stops a sync; nothing happens if it stands still already. Returns whether it was stopped by this call. */
    public boolean stop(String sync, Kind kind, String subject, String why, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                INSERT INTO brake (sync, kind, subject, why, opened_at, state) SELECT :sync, :kind, :subject, :why, :now, 'OPEN'
                WHERE NOT EXISTS (SELECT 1 FROM brake WHERE sync = :sync AND state = 'OPEN')""")
                .bind("sync", sync).bind("kind", kind.name()).bind("subject", subject).bind("why", Rows.words(why))
                .bind("now", Rows.time(now)).execute() == 1);
    }

    /** Returns what holds the sync; empty if it may run. */
    public Optional<Brake> open(String sync) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT * FROM brake WHERE sync = :sync AND state = 'OPEN'").bind("sync", sync)
                .map((row, context) -> brake(row)).findFirst());
    }

    /** Returns what holds syncs, by sync; those that may run are not among them. */
    public Map<String, Brake> open() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM brake WHERE state = 'OPEN' ORDER BY id")
                .map((row, context) -> brake(row)).collect(Collectors.toMap(Brake::sync, brake -> brake, (one, later) -> one)));
    }

    /** Returns the newest decision about a subject. */
    public Optional<Brake> decided(String sync, Kind kind, String subject) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM brake WHERE sync = :sync AND kind = :kind AND subject = :subject
                AND state IN ('RELEASED', 'REJECTED') ORDER BY id DESC FETCH FIRST 1 ROWS ONLY""")
                .bind("sync", sync).bind("kind", kind.name()).bind("subject", subject)
                .map((row, context) -> brake(row)).findOne());
    }

    /** Returns decisions that are good for changes in the inbox, newest first. */
    public List<Brake> decisions(String sync) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM brake WHERE sync = :sync AND state IN ('RELEASED', 'REJECTED') AND kind IN ('DELETES', 'BLANKS')
                AND upto >= (SELECT COALESCE(MIN(id), 9223372036854775807) FROM inbox WHERE sync = :sync) ORDER BY id DESC""")
                .bind("sync", sync).map((row, context) -> brake(row)).list());
    }

    /** Returns brakes, newest first; {@code null} stands for every sync. */
    public Page<Brake> list(String sync, Long beforeId, int size) {
        List<Brake> found = database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM brake WHERE (CAST(:sync AS VARCHAR) IS NULL OR sync = :sync) AND id < :before
                ORDER BY id DESC FETCH FIRST :size ROWS ONLY""").bind("sync", sync)
                .bind("before", beforeId == null ? Long.MAX_VALUE : beforeId).bind("size", size)
                .map((row, context) -> brake(row)).list());
        return new Page<>(found, found.size() < size ? null : found.get(found.size() - 1).id());
    }

    /** Returns one brake. */
    public Optional<Brake> find(long id) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM brake WHERE id = :id").bind("id", id)
                .map((row, context) -> brake(row)).findOne());
    }

    /**
     * Notes a decision, which is good for all changes that are in the inbox by now.
     *
     * @return whether the brake was still open
     */
    public boolean decide(long id, State decision, String person, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                UPDATE brake SET state = :state, decided_by = :person, decided_at = :now,
                    upto = (SELECT COALESCE(MAX(inbox.id), 0) FROM inbox WHERE inbox.sync = brake.sync)
                WHERE id = :id AND state = 'OPEN'""")
                .bind("state", decision.name()).bind("person", person).bind("now", Rows.time(now)).bind("id", id).execute() == 1);
    }

    private static Brake brake(ResultSet row) throws SQLException {
        return new Brake(row.getLong("id"), row.getString("sync"), Kind.valueOf(row.getString("kind")),
                row.getString("subject"), row.getString("why"), Rows.time(row, "opened_at"),
                State.valueOf(row.getString("state")), row.getObject("upto", Long.class), row.getString("decided_by"),
                Rows.time(row, "decided_at"));
    }
}
