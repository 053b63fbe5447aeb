package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the systems' clocks are ahead of the bridge's, as it was measured last. */
@Singleton
public class ClockOffsets {

    private final StoreDatabase database;

    public ClockOffsets(StoreDatabase database) {
        this.database = database;
    }

    public void save(String system, Duration ahead, Instant now) {
        database.jdbi().useHandle(handle -> {
            int updated = handle.createUpdate(
                    "UPDATE system_clock SET ahead_millis = :ahead, measured_at = :now WHERE system = :system")
                    .bind("ahead", ahead.toMillis()).bind("now", Rows.time(now)).bind("system", system).execute();
            if (updated == 0) {
                handle.createUpdate("""
                        INSERT INTO system_clock (system, ahead_millis, measured_at) VALUES (:system, :ahead, :now)
                        ON CONFLICT DO NOTHING""")
                        .bind("ahead", ahead.toMillis()).bind("now", Rows.time(now)).bind("system", system).execute();
            }
        });
    }

    /** Returns what was measured last; empty where nobody has. */
    public Optional<Duration> find(String system) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT ahead_millis FROM system_clock WHERE system = :system").bind("system", system)
                .mapTo(Long.class).findOne().map(Duration::ofMillis));
    }
}
