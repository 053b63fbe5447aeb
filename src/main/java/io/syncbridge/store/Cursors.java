package io.syncbridge.store;

import io.syncbridge.model.RecordRef;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/** How far each system's changes have been taken in, and who polls it. */
@Singleton
public class Cursors {

    private final StoreDatabase database;

    public Cursors(StoreDatabase database) {
        this.database = database;
    }

    /** Returns the cursor as the system gave it; empty before the first page. */
    public Optional<String> read(String sync, String system) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT position FROM poll WHERE sync = :sync AND system = :system AND position IS NOT NULL")
                .bind("sync", sync).bind("system", system).mapTo(String.class).findOne());
    }

    /**
     * A look at all that has changed in a system, which may take many pages.
     *
     * @param began when the look under way began; {@code null} between two
     * @param last when the last complete one began; {@code null} before the first
     */
    public record Look(Instant began, Instant last) {
    }

    public Look look(String sync, String system) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT look_began, looked_at FROM poll WHERE sync = :sync AND system = :system")
                .bind("sync", sync).bind("system", system)
                .map((row, context) -> new Look(Rows.time(row, "look_began"), Rows.time(row, "looked_at"))).one());
    }

    /**
     * Returns when the last look began that has found the record as the bridge knows it: the last complete one, if nothing that
     * was found of the record waits in the inbox behind the place {@code last}.
     */
    public Optional<Instant> lastSeen(String sync, RecordRef record, long last) {
        Optional<Instant> look = database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT looked_at FROM poll WHERE sync = :sync AND system = :system AND looked_at IS NOT NULL")
                .bind("sync", sync).bind("system", record.system()).map((row, context) -> Rows.time(row, "looked_at")).findOne());
        return look.filter(began -> database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT 1 FROM inbox WHERE sync = :sync AND system = :system AND record_id = :id AND inbox.id > :last""")
                .bind("sync", sync).bind("system", record.system()).bind("id", record.recordId()).bind("last", last)
                .mapTo(Integer.class).findFirst()).isEmpty());
    }

    /** Notes how far the look at a system's changes has come. */
    public void looked(String sync, String system, Look look) {
        update("UPDATE poll SET look_began = :began, looked_at = :last WHERE sync = :sync AND system = :system", sync, system,
                statement -> statement.bind("began", Rows.time(look.began())).bind("last", Rows.time(look.last())));
    }

    /** Begins a scan of all records behind a cursor that is no use any more; a page that is under way does not move it on. */
    public void scanAnew(String sync, String system, Instant now) {
        insert(sync, system);
        update("UPDATE poll SET position = NULL, look_began = NULL, scan = scan + 1,"
                + " scan_began = CASE WHEN heard_upto IS NULL THEN scan_began ELSE :now END WHERE sync = :sync AND system = :system",
                sync, system, statement -> statement.bind("now", Rows.time(now)));
    }

    /** Says whether the scan of that number is still the one under way, and keeps it so until the transaction ends. */
    public boolean isUnderWay(String sync, String system, long scan) {
        return update("UPDATE poll SET scan = :scan WHERE sync = :sync AND system = :system AND scan = :scan", sync, system,
                statement -> statement.bind("scan", scan)) == 1;
    }

    /** Moves the cursor of a system that has been claimed. */
    public void move(String sync, String system, String cursor, Instant now) {
        update("UPDATE poll SET position = :cursor, moved_at = :now WHERE sync = :sync AND system = :system", sync, system,
                statement -> statement.bind("cursor", cursor).bind("now", Rows.time(now)));
    }

    /**
     * Claims the polling of a system, or renews the claim.
     *
     * @return whether {@code owner} has it; nobody else has until {@code lease} is over or it is released
     */
    public boolean claim(String sync, String system, String owner, Instant now, Duration lease) {
        boolean known = database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT 1 FROM poll WHERE sync = :sync AND system = :system").bind("sync", sync).bind("system", system)
                .mapTo(Integer.class).findOne().isPresent());
        if (!known) {
            insert(sync, system);
        }
        return update("""
                UPDATE poll SET owner = :owner, owned_until = :until WHERE sync = :sync AND system = :system
                AND (owner IS NULL OR owner = :owner OR owned_until < :now)""", sync, system,
                statement -> statement.bind("owner", owner).bind("until", Rows.time(now.plus(lease)))
                        .bind("now", Rows.time(now))) == 1;
    }

    public void release(String sync, String system, String owner) {
        update("UPDATE poll SET owner = NULL WHERE sync = :sync AND system = :system AND owner = :owner", sync, system,
                statement -> statement.bind("owner", owner));
    }

    /** Renews every claim of the owner. */
    public void renew(String owner, Instant until) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE poll SET owned_until = :until WHERE owner = :owner")
                .bind("until", Rows.time(until)).bind("owner", owner).execute());
    }

    public void releaseAll(String owner) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE poll SET owner = NULL WHERE owner = :owner")
                .bind("owner", owner).execute());
    }

    /** Notes that a system has told of all its records, as far as the inbox holds them by now; only the first time counts. */
    public void heard(String sync, String system) {
        insert(sync, system);
        update("""
                UPDATE poll SET heard_upto = (SELECT COALESCE(MAX(inbox.id), 0) FROM inbox
                    WHERE inbox.sync = :sync AND inbox.system = :system)
                WHERE sync = :sync AND system = :system AND heard_upto IS NULL""", sync, system, statement -> { });
    }

    /** Says whether a system has told of all its records once, and these have been worked on. */
    public boolean isHeard(String sync, String system) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT 1 FROM poll WHERE sync = :sync AND system = :system AND heard_upto IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM inbox WHERE inbox.sync = :sync AND inbox.system = :system AND inbox.id <= poll.heard_upto)""")
                .bind("sync", sync).bind("system", system).mapTo(Integer.class).findFirst().isPresent());
    }

    /** Says whether a poll of any of the sync's systems has more pages to come. */
    public boolean isReading(String sync, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT 1 FROM poll WHERE sync = :sync AND reading AND owner IS NOT NULL AND owned_until >= :now")
                .bind("sync", sync).bind("now", Rows.time(now)).mapTo(Integer.class).findFirst().isPresent());
    }

    /** Notes whether a system's poll has more pages to come. */
    public void reading(String sync, String system, boolean more) {
        update("UPDATE poll SET reading = :more WHERE sync = :sync AND system = :system", sync, system,
                statement -> statement.bind("more", more));
    }

    /** Notes that a poll went through, so that none is under way. */
    public void done(String sync, String system) {
        update("UPDATE poll SET reading = FALSE, failures = 0, failing_since = NULL, failure = NULL WHERE sync = :sync AND system = :system",
                sync, system, statement -> { });
    }

    /** Notes that a poll failed, so that none is under way. */
    public void failed(String sync, String system, String why, Instant now) {
        update("UPDATE poll SET reading = FALSE, failures = failures + 1, failing_since = COALESCE(failing_since, :now), failure = :why"
                + " WHERE sync = :sync AND system = :system", sync, system,
                statement -> statement.bind("now", Rows.time(now)).bind("why", Rows.words(why)));
    }

    /** Notes that nothing is heard of a system that tells its changes by itself, which counts as a poll that failed. */
    public void unheard(String sync, String system, String why, Instant now) {
        insert(sync, system);
        failed(sync, system, why, now);
    }

    /**
     * A system whose polls fail, again and again.
     *
     * @param since when the first of them failed
     * @param times how many have failed in a row
     * @param why the reason of the last
     */
    public record FailingPoll(String sync, String system, Instant since, int times, String why) {
    }

    /** Returns what has failed more than once in a row: once may be anything. */
    public List<FailingPoll> failing() {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT sync, system, failing_since, failures, failure FROM poll WHERE failures > 1 ORDER BY sync, system""")
                .map((row, context) -> new FailingPoll(row.getString("sync"), row.getString("system"), Rows.time(row, "failing_since"),
                        row.getInt("failures"), row.getString("failure"))).list());
    }

    /**
     * How far a system has been looked at.
     *
     * @param last when the last complete look began; {@code null} before the first
     * @param isFirst whether the first is not through
     */
    public record Seen(String sync, String system, Instant last, boolean isFirst) {
    }

    /** Returns how far each system has been looked at that was ever polled. */
    public List<Seen> seen() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT sync, system, looked_at, heard_upto FROM poll")
                .map((row, context) -> new Seen(row.getString("sync"), row.getString("system"), Rows.time(row, "looked_at"),
                        row.getObject("heard_upto") == null)).list());
    }

    /** Returns the number of the complete scan under way, from 1. */
    public long scan(String sync, String system) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT scan FROM poll WHERE sync = :sync AND system = :system").bind("sync", sync).bind("system", system)
                .mapTo(Long.class).one());
    }

    /** Begins the next complete scan. */
    public void nextScan(String sync, String system, Instant now) {
        update("UPDATE poll SET scan = scan + 1, scan_began = :now WHERE sync = :sync AND system = :system", sync, system,
                statement -> statement.bind("now", Rows.time(now)));
    }

    /**
     * Two instances may meet here: the second one's row is not needed. The first scan counts as begun long ago, so that nothing
     * is missed by it: what is being written and stored while its first page is read may be on that page and not be known yet.
     */
    private void insert(String sync, String system) {
        update("""
                INSERT INTO poll (sync, system, scan, scan_began) SELECT :sync, :system, 1, :long_ago
                WHERE NOT EXISTS (SELECT 1 FROM poll WHERE sync = :sync AND system = :system) ON CONFLICT DO NOTHING""",
                sync, system, statement -> statement.bind("long_ago", Rows.time(Instant.EPOCH)));
    }

    private int update(String sql, String sync, String system, java.util.function.Consumer<Update> bindings) {
        return database.jdbi().withHandle(handle -> {
            Update statement = handle.createUpdate(sql).bind("sync", sync).bind("system", system);
            bindings.accept(statement);
            return statement.execute();
        });
    }
}
