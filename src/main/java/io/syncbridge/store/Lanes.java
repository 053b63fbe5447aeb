package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Which instance works on a sync. One at a time, so that changes of one thing stay in order and no match races. */
@Singleton
public class Lanes {

    private final StoreDatabase database;

    public Lanes(StoreDatabase database) {
        this.database = database;
    }

    /** Claims a sync, or renews the claim; see {@link Cursors#claim}. */
    public boolean claim(String sync, String owner, Instant now, Duration lease) {
        return Rows.claim(database.jdbi(), "lane", "sync", sync, owner, now, lease);
    }

    /**
     * Sees whether the sync still belongs to the owner.
     *
     * @throws LaneLostException if another instance has taken over
     */
    public void check(String sync, String owner) {
        boolean owned = database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT 1 FROM lane WHERE sync = :sync AND owner = :owner").bind("sync", sync).bind("owner", owner)
                .mapTo(Integer.class).findOne().isPresent());
        if (!owned) {
            throw new LaneLostException(sync);
        }
    }

    /**
     * Makes sure, at the end of the settling transaction, that the sync still belongs to the owner until that transaction is
     * over; others of the owner's wait for it meanwhile.
     *
     * @throws LaneLostException if another instance has taken over
     */
    public void confirm(String sync, String owner) {
        int confirmed = database.jdbi().withHandle(handle -> handle.createUpdate(
                "UPDATE lane SET owner = :owner WHERE sync = :sync AND owner = :owner")
                .bind("sync", sync).bind("owner", owner).execute());
        if (confirmed == 0) {
            throw new LaneLostException(sync);
        }
    }

    /** Renews every claim of the owner; returns the syncs that it still has. */
    public Set<String> renew(String owner, Instant until) {
        return database.jdbi().withHandle(handle -> {
            handle.createUpdate("UPDATE lane SET owned_until = :until WHERE owner = :owner")
                    .bind("until", Rows.time(until)).bind("owner", owner).execute();
            return handle.createQuery("SELECT sync FROM lane WHERE owner = :owner").bind("owner", owner)
                    .mapTo(String.class).collect(Collectors.toSet());
        });
    }

    public void release(String sync, String owner) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE lane SET owner = NULL WHERE sync = :sync AND owner = :owner")
                .bind("sync", sync).bind("owner", owner).execute());
    }

    public void releaseAll(String owner) {
        database.jdbi().useHandle(handle -> handle.createUpdate("UPDATE lane SET owner = NULL WHERE owner = :owner")
                .bind("owner", owner).execute());
    }
}
