package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The syncs that a person has paused. What is reported of a paused sync is accepted and waits. */
@Singleton
public class Pauses {

    public record Pause(String by, Instant at) {
    }

    private final StoreDatabase database;

    public Pauses(StoreDatabase database) {
        this.database = database;
    }

    /** Returns whether the sync was running until now. */
    public boolean pause(String sync, String person, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("""
                INSERT INTO pause (sync, paused_by, paused_at) VALUES (:sync, :person, :now) ON CONFLICT DO NOTHING""")
                .bind("sync", sync).bind("person", person).bind("now", Rows.time(now)).execute() == 1);
    }

    /** Returns whether the sync was paused until now. */
    public boolean resume(String sync) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("DELETE FROM pause WHERE sync = :sync")
                .bind("sync", sync).execute() == 1);
    }

    public boolean isPaused(String sync) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT 1 FROM pause WHERE sync = :sync")
                .bind("sync", sync).mapTo(Integer.class).findOne().isPresent());
    }

    /** Returns the pauses by sync. */
    public Map<String, Pause> all() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT sync, paused_by, paused_at FROM pause")
                .reduceRows(new HashMap<>(), (pauses, row) -> {
                    pauses.put(row.getColumn("sync", String.class), new Pause(row.getColumn("paused_by", String.class),
                            row.getColumn("paused_at", java.time.OffsetDateTime.class).toInstant()));
                    return pauses;
                }));
    }
}
