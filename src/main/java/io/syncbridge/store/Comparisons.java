package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What comparisons have read so far, kept here so that their size does not depend on the bridge's memory. */
@Singleton
public class Comparisons {

    /**
     * What one record holds in one set of fields.
     *
     * @param thing what pairs it with its counterparts
     * @param part the number of the set
     * @param systems how many systems share the set, so that there should be as many prints of the thing and part
     * @param content equal where what is held is equal
     */
    public record Print(String thing, int part, String system, String recordId, int systems, String content) {
    }

    private static final int DROPPED_AT_ONCE = 5000;

    private final StoreDatabase database;

    public Comparisons(StoreDatabase database) {
        this.database = database;
    }

    /** Adds prints, but for those of records that there are some of already. */
    public void add(long run, Collection<Print> prints) {
        if (prints.isEmpty()) {
            return;
        }
        database.jdbi().useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO compared (run_id, thing, part, system, record_id, systems, content)
                    VALUES (:run, :thing, :part, :system, :record, :systems, :content) ON CONFLICT DO NOTHING""");
            prints.forEach(print -> batch.bind("run", run).bind("thing", print.thing()).bind("part", print.part())
                    .bind("system", print.system()).bind("record", print.recordId()).bind("systems", print.systems())
                    .bind("content", print.content()).add());
            batch.execute();
        });
    }

    /** Returns how many things there are. */
    public long things(long run) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT COUNT(*) FROM (SELECT thing FROM compared WHERE run_id = :run GROUP BY thing) things").bind("run", run)
                .mapTo(Long.class).one());
    }

    /** Returns the first things behind {@code after} that not all systems hold, or not alike. */
    public List<String> differing(long run, String after, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT thing FROM compared WHERE run_id = :run AND thing > :after GROUP BY run_id, thing, part
                HAVING MIN(content) <> MAX(content) OR COUNT(*) <> MAX(systems) ORDER BY run_id, thing, part
                FETCH FIRST :limit ROWS ONLY""").bind("run", run).bind("after", after).bind("limit", limit)
                .mapTo(String.class).list()).stream().distinct().toList();
    }

    public List<Print> of(long run, Collection<String> things) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM compared WHERE run_id = :run AND thing = ANY(:things) ORDER BY thing, part, system, record_id""")
                .bind("run", run).bindArray("things", String.class, things.toArray()).map((row, context) -> print(row)).list());
    }

    public void drop(long run, Collection<String> things) {
        if (!things.isEmpty()) {
            database.jdbi().useHandle(handle -> handle.createUpdate(
                    "DELETE FROM compared WHERE run_id = :run AND thing = ANY(:things)")
                    .bind("run", run).bindArray("things", String.class, things.toArray()).execute());
        }
    }

    /**
     * Says whether the sync's next scheduled comparison is due, once for all instances; in the caller's transaction.
     * Where it was never asked about before, the time begins.
     */
    public boolean due(String sync, Instant now, Duration every) {
        return database.jdbi().withHandle(handle -> {
            handle.createUpdate("INSERT INTO compare_schedule (sync, last_at) VALUES (:sync, :now) ON CONFLICT DO NOTHING")
                    .bind("sync", sync).bind("now", Rows.time(now)).execute();
            return handle.createUpdate("UPDATE compare_schedule SET last_at = :now WHERE sync = :sync AND last_at <= :before")
                    .bind("now", Rows.time(now)).bind("sync", sync).bind("before", Rows.time(now.minus(every))).execute() == 1;
        });
    }

    /** Says whether something is kept of the run, or of a run that will not go on any more. */
    public boolean isToBeCleared(long run) {
        return database.jdbi().withHandle(handle -> overWith(handle, run)).isPresent();
    }

    /** Drops some of what {@link #isToBeCleared}; a bounded number of rows, so that nobody waits for long. */
    public void clear(long run) {
        database.jdbi().useHandle(handle -> overWith(handle, run).ifPresent(over -> {
            String last = handle.createQuery("""
                    SELECT thing FROM compared WHERE run_id = :run AND thing > '' ORDER BY run_id, thing, part, system, record_id
                    OFFSET :part ROWS FETCH FIRST 1 ROWS ONLY""").bind("run", over).bind("part", DROPPED_AT_ONCE)
                    .mapTo(String.class).findOne().orElse(null);
            handle.createUpdate("DELETE FROM compared WHERE run_id = :run" + (last == null ? "" : " AND thing <= :last"))
                    .bind("run", over).bindMap(last == null ? Map.of() : Map.of("last", last)).execute();
        }));
    }

    private static Optional<Long> overWith(Handle handle, long run) {
        return handle.createQuery("""
                SELECT run_id FROM compared WHERE run_id = :run
                OR run_id NOT IN (SELECT id FROM run WHERE state NOT IN ('DONE', 'CANCELLED')) FETCH FIRST 1 ROWS ONLY""")
                .bind("run", run).mapTo(Long.class).findOne();
    }

    private static Print print(ResultSet row) throws SQLException {
        return new Print(row.getString("thing"), row.getInt("part"), row.getString("system"), row.getString("record_id"),
                row.getInt("systems"), row.getString("content"));
    }
}
