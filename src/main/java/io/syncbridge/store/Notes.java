package io.syncbridge.store;

import io.syncbridge.model.Operation;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What batches are about to write, until they are settled: one row for each time that a batch notes it, and not one for each write. Of a
 * batch that ended before, the writes become deliveries when the sync's next batch is taken.
 */
@Singleton
public class Notes {

    private final StoreDatabase database;

    public Notes(StoreDatabase database) {
        this.database = database;
    }

    /** Notes what is about to be written; returns the note's number. @param planned deliveries that were never tried, due at {@code now} */
    public long add(String sync, Collection<Delivery> planned, Instant now) {
        String json = StoreJson.write(planned.stream().map(one -> Arrays.asList(one.syncId(), one.targetSystem(), one.targetRecordId(),
                one.sourceSystem(), one.sourceRecordId(), one.operation(), one.fields(), one.run(), one.error(), one.payload())).toList());
        return database.jdbi().withHandle(handle -> handle.createUpdate("INSERT INTO note (sync, noted_at, planned) VALUES (:sync, :now, :planned)")
                .bind("sync", sync).bind("now", Rows.time(now)).bind("planned", json).executeAndReturnGeneratedKeys("id").mapTo(Long.class).one());
    }

    /** Removes notes of what is settled. */
    public void remove(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            database.jdbi().useHandle(handle -> handle.createUpdate("DELETE FROM note WHERE id = ANY(:ids)")
                    .bindArray("ids", Long.class, ids.toArray()).execute());
        }
    }

    /** Makes deliveries of what is noted of a sync, no batch of which is under way. */
    public void leave(String sync) {
        List<Long> left = database.jdbi().withHandle(handle -> handle.createQuery("SELECT id FROM note WHERE sync = :sync ORDER BY id")
                .bind("sync", sync).mapTo(Long.class).list());
        left.forEach(id -> database.jdbi().useTransaction(handle -> handle.createQuery("SELECT * FROM note WHERE id = :id FOR UPDATE").bind("id", id)
                .map((row, context) -> planned(row)).findOne().ifPresent(planned -> {
                    Deliveries.save(handle, planned);
                    handle.createUpdate("DELETE FROM note WHERE id = :id").bind("id", id).execute();
                })));
    }

    @SuppressWarnings("unchecked")
    private static List<Delivery> planned(ResultSet row) throws SQLException {
        String sync = row.getString("sync");
        Instant noted = Rows.time(row, "noted_at");
        return ((List<List<Object>>) StoreJson.read(row.getString("planned"))).stream().map(one -> new Delivery(0, sync, (String) one.get(0),
                (String) one.get(1), (String) one.get(2), (String) one.get(3), (String) one.get(4), Operation.valueOf((String) one.get(5)), State.WAITING, 0,
                noted, noted, noted, (String) one.get(8), (Map<String, Object>) one.get(9), null, (List<String>) one.get(6),
                one.get(7) instanceof Number run ? run.longValue() : null)).toList();
    }
}
