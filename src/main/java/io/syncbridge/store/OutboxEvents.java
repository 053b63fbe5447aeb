package io.syncbridge.store;

import io.syncbridge.model.OutboxEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Events that are to be published, in the order in which they were committed as far as they are of one key. */
@Singleton
public class OutboxEvents {

    private final StoreDatabase database;

    public OutboxEvents(StoreDatabase database) {
        this.database = database;
    }

    /** A system for which events wait. */
    public record Queued(String sync, String system) {
    }

    public void add(List<OutboxEvent> events, Instant now) {
        database.jdbi().useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO outbox (queue, sync, system, topic, record_key, content_type, event, added_at)
                    VALUES (:queue, :sync, :system, :topic, :key, :type, :event, :now)""");
            events.forEach(event -> batch.bind("queue", event.queue()).bind("sync", event.sync()).bind("system", event.system())
                    .bind("topic", event.topic()).bind("key", event.key()).bind("type", event.contentType()).bind("event", event.value())
                    .bind("now", Rows.time(now)).add());
            batch.execute();
        });
    }

    public boolean isEmpty(String queue) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT id FROM outbox WHERE queue = :queue ORDER BY queue, id FETCH FIRST 1 ROWS ONLY")
                .bind("queue", queue).mapTo(Long.class).findFirst().isEmpty());
    }

    /** Returns a queue's oldest events: {@code limit} at most, and no more than fill {@value Rows#BATCH_BYTES} bytes, but always one where there is one. */
    public List<OutboxEvent> next(String queue, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM (
                    SELECT oldest.*, SUM(size) OVER (ORDER BY id) AS filled FROM (
                        SELECT id, sync, system, topic, record_key, content_type, event, COALESCE(OCTET_LENGTH(event), 0) AS size
                        FROM outbox WHERE queue = :queue ORDER BY queue, id FETCH FIRST :limit ROWS ONLY) oldest) summed
                WHERE filled - size < :bytes ORDER BY id""")
                .bind("queue", queue).bind("limit", limit).bind("bytes", Rows.BATCH_BYTES)
                .map((row, context) -> new OutboxEvent(row.getLong("id"), queue, row.getString("sync"), row.getString("system"), row.getString("topic"),
                        row.getString("record_key"), row.getString("content_type"), row.getString("event"))).list());
    }

    public void remove(Collection<Long> ids) {
        database.jdbi().useHandle(handle -> handle.createUpdate("DELETE FROM outbox WHERE id = ANY(:ids)")
                .bindArray("ids", Long.class, ids.toArray()).execute());
    }

    /** Returns the systems for which events of a queue wait. */
    public List<Queued> queued(String queue) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT DISTINCT sync, system FROM outbox WHERE queue = :queue")
                .bind("queue", queue).map((row, context) -> new Queued(row.getString("sync"), row.getString("system"))).list());
    }

    /** Returns how many events wait, by sync. */
    public Map<String, Long> counts() {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT sync, COUNT(*) AS events FROM outbox GROUP BY sync")
                .map((row, context) -> Map.entry(row.getString("sync"), row.getLong("events"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
