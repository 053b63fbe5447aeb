package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.Update;

/** What single instances know and all must: which systems do not answer them, and when certificates and subscriptions end. */
@Singleton
public class Sightings {

    public enum Kind {
        /** A system does not answer the instance. */
        SYSTEM_DOWN,
        /** A certificate ends, whichever instance has seen it. */
        CERTIFICATE,
        /** Likewise a subscription to changes. */
        SUBSCRIPTION,
        /** How much of its quota a system last said to be used up. */
        QUOTA,
        /** Why changes of a database do not come by its log, or may not for long. */
        STREAM
    }

    /**
     * @param instance empty where it does not matter
     * @param at since when, or until when
     * @param seenAt when it was last seen to be so
     */
    public record Sighting(Kind kind, String name, String instance, Instant at, String detail, Instant seenAt) {
    }

    private final StoreDatabase database;

    public Sightings(StoreDatabase database) {
        this.database = database;
    }

    public List<Sighting> all() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM sighting ORDER BY kind, name, at")
                .map((row, context) -> new Sighting(Kind.valueOf(row.getString("kind")), row.getString("name"), row.getString("instance"),
                        Rows.time(row, "at"), row.getString("detail"), Rows.time(row, "seen_at"))).list());
    }

    public void save(Sighting seen) {
        database.jdbi().useHandle(handle -> {
            if (bind(handle.createUpdate("""
                    UPDATE sighting SET at = :at, detail = :detail, seen_at = :seenAt
                    WHERE kind = :kind AND name = :name AND instance = :instance"""), seen).execute() == 0) {
                bind(handle.createUpdate("""
                        INSERT INTO sighting (kind, name, instance, at, detail, seen_at)
                        VALUES (:kind, :name, :instance, :at, :detail, :seenAt) ON CONFLICT DO NOTHING"""), seen).execute();
            }
        });
    }

    private static Update bind(Update update, Sighting seen) {
        return update.bind("kind", seen.kind().name()).bind("name", seen.name()).bind("instance", seen.instance())
                .bind("at", Rows.time(seen.at())).bind("detail", Rows.words(seen.detail())).bind("seenAt", Rows.time(seen.seenAt()));
    }

    /** Takes back what the instance has seen, or one that has not been heard of since. */
    public void remove(Kind kind, String name, String instance, Instant unheardSince) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                DELETE FROM sighting WHERE kind = :kind AND name = :name AND (instance = :instance OR seen_at < :unheard)""")
                .bind("kind", kind.name()).bind("name", name).bind("instance", instance).bind("unheard", Rows.time(unheardSince)).execute());
    }
}
