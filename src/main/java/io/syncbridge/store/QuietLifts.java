package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** The syncs whose quiet hours a person has lifted, so that what is waiting goes out; at most until the quiet is over. */
@Singleton
public class QuietLifts {

    private final StoreDatabase database;

    public QuietLifts(StoreDatabase database) {
        this.database = database;
    }

    /** @param until when the quiet is over */
    public void lift(String sync, String person, Instant until) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("DELETE FROM quiet_lift WHERE sync = :sync").bind("sync", sync).execute();
            handle.createUpdate("""
                    INSERT INTO quiet_lift (sync, lifted_by, until) VALUES (:sync, :person, :until) ON CONFLICT DO NOTHING""")
                    .bind("sync", sync).bind("person", person).bind("until", Rows.time(until)).execute();
        });
    }

    public boolean isLifted(String sync, Instant now) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT 1 FROM quiet_lift WHERE sync = :sync AND until > :now")
                .bind("sync", sync).bind("now", Rows.time(now)).mapTo(Integer.class).findOne().isPresent());
    }

    /** Returns the syncs whose quiet hours are lifted. */
    public Set<String> all(Instant now) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT sync FROM quiet_lift WHERE until > :now")
                .bind("now", Rows.time(now)).mapTo(String.class).collect(Collectors.toSet()));
    }

    /** Lets the quiet hours hold again. */
    public void end(String sync) {
        database.jdbi().useHandle(handle -> handle.createUpdate("DELETE FROM quiet_lift WHERE sync = :sync")
                .bind("sync", sync).execute());
    }
}
