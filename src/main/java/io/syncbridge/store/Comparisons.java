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
        database.jdbi().useHandle(handle -> Columns.of(prints).all("run", run).text("thing", Print::thing).number("part", Print::part)
                .text("system", Print::system).text("record_id", Print::recordId).number("systems", Print::systems)
                .text("content", Print::content).execute(handle, """
                        INSERT INTO compared (run_id, thing, part, system, record_id, systems, content)
                        SELECT CAST(:run AS BIGINT), thing, part, system, record_id, systems, content FROM <rows>
                        ON CONFLICT DO NOTHING"""));
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

    /**
     * Drops some of what is kept of runs that will not go on any more; a bounded number of rows, so that nobody waits for long.
     *
     * @return whether there was any
     */
    public boolean clear() {
        return database.jdbi().withHandle(handle -> {
            Optional<Long> over = handle.createQuery("""
                    SELECT run_id FROM compared WHERE run_id NOT IN
                    (SELECT id FROM run WHERE state NOT IN ('DONE', 'CANCELLED')) FETCH FIRST 1 ROWS ONLY""")
                    .mapTo(Long.class).findOne();
            over.ifPresent(run -> drop(handle, run));
            return over.isPresent();
        });
    }

    private static void drop(Handle handle, long run) {
        Optional<String> last = handle.createQuery("""
                SELECT thing FROM compared WHERE run_id = :run ORDER BY run_id, thing, part, system, record_id
                OFFSET :part ROWS FETCH FIRST 1 ROWS ONLY""").bind("run", run).bind("part", DROPPED_AT_ONCE)
                .mapTo(String.class).findOne();
        handle.createUpdate("DELETE FROM compared WHERE run_id = :run" + (last.isPresent() ? " AND thing <= :last" : ""))
                .bind("run", run).bindMap(last.isPresent() ? Map.of("last", last.get()) : Map.of()).execute();
    }

    private static Print print(ResultSet row) throws SQLException {
        return new Print(row.getString("thing"), row.getInt("part"), row.getString("system"), row.getString("record_id"),
                row.getInt("systems"), row.getString("content"));
    }
}
