package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** How far the events that systems send by themselves have been taken in, stream by stream. */
@Singleton
public class Streams {

    private final StoreDatabase database;

    public Streams(StoreDatabase database) {
        this.database = database;
    }

    /** Returns the position as the system named it; empty before the first event. */
    public Optional<String> position(String sync, String system, String stream) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT position FROM stream WHERE sync = :sync AND system = :system AND name = :stream")
                .bind("sync", sync).bind("system", system).bind("stream", stream).mapTo(String.class).findOne());
    }

    /** Moves the position; several instances may hear the same stream, and the last one to say so is right. */
    public void move(String sync, String system, String stream, String position, Instant now) {
        int known = execute("UPDATE stream SET position = :position, moved_at = :now"
                + " WHERE sync = :sync AND system = :system AND name = :stream", sync, system, stream, position, now);
        if (known == 0) {
            execute("INSERT INTO stream (sync, system, name, position, moved_at) VALUES (:sync, :system, :stream, :position, :now)"
                    + " ON CONFLICT DO NOTHING", sync, system, stream, position, now);
        }
    }

    private int execute(String sql, String sync, String system, String stream, String position, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createUpdate(sql).bind("sync", sync).bind("system", system)
                .bind("stream", stream).bind("position", position).bind("now", Rows.time(now)).execute());
    }
}
