package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the syncs that have something to do, in one statement for all of them. */
@Singleton
public class DueSyncs {

    private final StoreDatabase database;

    public DueSyncs(StoreDatabase database) {
        this.database = database;
    }

    /**
     * Returns the syncs that have changes, deliveries, notes or answered reviews which are due, changes whose hold is over, or quiet hours that
     * are lifted until all is sent. Each is a look into an index: a join or a hashed subplan would read all that waits.
     *
     * @param syncs with the latest time until which each holds changes that come now; what is held longer is due as well, as it was held by
     *     another definition
     */
    public Set<String> among(Map<String, Instant> syncs, Instant now) {
        if (syncs.isEmpty()) {
            return Set.of();
        }
        return database.jdbi().withHandle(handle -> Columns.of(syncs.entrySet()).text("sync", Map.Entry::getKey).time("latest", Map.Entry::getValue)
                .all("now", Rows.time(now)).all("free", Rows.time(Inbox.FREE)).all("held", Rows.time(Inbox.HELD)).query(handle, """
                        SELECT given.sync FROM <rows> WHERE
                        (SELECT 1 FROM inbox WHERE sync = given.sync AND %s FETCH FIRST 1 ROWS ONLY) = 1
                        OR (SELECT 1 FROM inbox WHERE sync = given.sync AND held_until BETWEEN :held AND :now FETCH FIRST 1 ROWS ONLY) = 1
                        OR (SELECT 1 FROM inbox WHERE sync = given.sync AND held_until > given.latest FETCH FIRST 1 ROWS ONLY) = 1
                        OR (SELECT 1 FROM delivery WHERE sync = given.sync AND %s FETCH FIRST 1 ROWS ONLY) = 1
                        OR (SELECT 1 FROM note WHERE sync = given.sync FETCH FIRST 1 ROWS ONLY) = 1
                        OR (SELECT 1 FROM review WHERE sync = given.sync AND %s FETCH FIRST 1 ROWS ONLY) = 1
                        OR (SELECT 1 FROM quiet_lift WHERE sync = given.sync FETCH FIRST 1 ROWS ONLY) = 1"""
                        .formatted(Inbox.DUE, Deliveries.DUE, Reviews.DUE))
                .mapTo(String.class).collect(Collectors.toSet()));
    }
}
