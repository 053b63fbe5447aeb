package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** How much was done lately of what the brakes watch, by sync and subject. */
@Singleton
public class Tallies {

    private final StoreDatabase database;

    public Tallies(StoreDatabase database) {
        this.database = database;
    }

    /** Adds to the tallies. @param amounts by subject */
    public void add(String sync, Map<String, Integer> amounts, Instant now) {
        database.jdbi().useHandle(handle -> amounts.forEach((subject, amount) -> {
            var update = handle.createUpdate("""
                    UPDATE tally SET amount = amount + :amount WHERE sync = :sync AND subject = :subject AND at_minute = :minute""")
                    .bind("amount", amount).bind("sync", sync).bind("subject", subject).bind("minute", minute(now));
            if (update.execute() == 0) {
                handle.createUpdate("INSERT INTO tally (sync, subject, at_minute, amount) VALUES (:sync, :subject, :minute, :amount)")
                        .bind("amount", amount).bind("sync", sync).bind("subject", subject).bind("minute", minute(now)).execute();
            }
        }));
    }

    /** Returns what was done since, by subject. */
    public Map<String, Long> since(String sync, Instant since) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT subject, SUM(amount) AS amount FROM tally WHERE sync = :sync AND at_minute >= :since GROUP BY subject""")
                .bind("sync", sync).bind("since", minute(since))
                .reduceRows(new HashMap<>(), (amounts, row) -> {
                    amounts.put(row.getColumn("subject", String.class), row.getColumn("amount", Long.class));
                    return amounts;
                }));
    }

    /** Forgets what was done before. */
    public void forget(Instant before) {
        database.jdbi().useHandle(handle -> handle.createUpdate("DELETE FROM tally WHERE at_minute < :before")
                .bind("before", Rows.time(before)).execute());
    }

    private static java.time.OffsetDateTime minute(Instant time) {
        return Rows.time(time.truncatedTo(ChronoUnit.MINUTES));
    }
}
