package io.syncbridge.store;

import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code entity}: all that is known of a thing in one, so that a change of it changes one row and no index. */
final class EntityRows {

    private record Stored(Thing thing, long revision) {
    }

    private static final String ENTITY = "entity.id = given.id AND entity.sync = :sync";

    private static final String UPSERT = """
            INSERT INTO entity (id, sync, revision, deleted, state, awaited_at, saved_at)
            SELECT id, :sync, 1, deleted, state, awaited, :now FROM <rows>
            ON CONFLICT (id, sync) DO UPDATE SET revision = entity.revision + 1, deleted = EXCLUDED.deleted, state = EXCLUDED.state,
                awaited_at = EXCLUDED.awaited_at, saved_at = EXCLUDED.saved_at""";
    private static final String MERGE = """
            MERGE INTO entity USING (SELECT * FROM <rows>) AS given ON entity.id = given.id AND entity.sync = :sync
            WHEN MATCHED THEN UPDATE SET revision = entity.revision + 1, deleted = given.deleted, state = given.state,
                awaited_at = given.awaited, saved_at = :now
            WHEN NOT MATCHED THEN INSERT (id, sync, revision, deleted, state, awaited_at, saved_at)
                VALUES (given.id, :sync, 1, given.deleted, given.state, given.awaited, :now)""";

    private EntityRows() {
    }

    static Map<String, Thing> load(Handle handle, String sync, Collection<String> syncIds) {
        var things = new LinkedHashMap<String, Thing>();
        stored(handle, sync, syncIds).forEach(stored -> things.put(stored.thing().syncId(), stored.thing()));
        return things;
    }

    private static List<Stored> stored(Handle handle, String sync, Collection<String> syncIds) {
        return syncIds.isEmpty() ? List.of() : Columns.of(syncIds).all("sync", sync).text("id", id -> id).query(handle,
                "SELECT entity.id, entity.state, entity.revision FROM <rows>" + Rows.each(handle, "entity", ENTITY))
                .map((row, context) -> new Stored(StateReader.read(row.getString("id"), row.getString("state")), row.getLong("revision"))).list();
    }

    /** Returns the things of those of a system's records that are linked, where a condition on {@code link} and {@code entity} holds. */
    static List<Thing> of(Handle handle, String sync, String system, Collection<String> recordIds, String condition) {
        return Columns.of(recordIds).all("sync", sync).all("system", system).text("record", id -> id).query(handle,
                "SELECT entity.id, entity.state FROM <rows>"
                + Rows.each(handle, "link", "link.record_id = given.record AND link.system = :system AND link.sync = :sync AND link.former = FALSE")
                + Rows.each(handle, "entity", "entity.id = link.entity AND entity.sync = :sync") + "WHERE " + condition)
                .map((row, context) -> StateReader.read(row.getString("id"), row.getString("state"))).list();
    }

    static void save(Handle handle, String sync, Collection<Thing> things, Instant now) {
        Columns.of(things.stream().sorted(Comparator.comparing(Thing::syncId)).toList()).all("sync", sync).all("now", Rows.time(now))
                .text("id", Thing::syncId).flag("deleted", thing -> thing.base().isDeleted()).text("state", StateWriter::write)
                .time("awaited", EntityRows::awaited).execute(handle, Rows.isPostgreSql(handle) ? UPSERT : MERGE);
    }

    /** Returns when the bridge last wrote to a system that has not shown the thing's record since; {@code null} where all have. */
    static Instant awaited(Thing thing) {
        return thing.shadows().values().stream().map(Shadow::trail).filter(Trail::unseen).map(Trail::awaited).filter(Objects::nonNull)
                .max(Comparator.naturalOrder()).orElse(null);
    }

    /** Changes what is stored of the things, whoever else saves them at the same time. That somebody has found out something of them is not noted. */
    static void change(Handle handle, String sync, Set<String> syncIds, UnaryOperator<Thing> change) {
        Set<String> left = new TreeSet<>(syncIds);
        while (!left.isEmpty()) {
            var changed = new ArrayList<String>();
            PreparedBatch batch = handle.prepareBatch("""
                    UPDATE entity SET revision = revision + 1, state = :state, awaited_at = :awaited
                    WHERE id = :id AND sync = :sync AND revision = :read""");
            stored(handle, sync, left).stream().sorted(Comparator.comparing(stored -> stored.thing().syncId())).forEach(stored -> {
                Thing after = change.apply(stored.thing());
                if (!after.equals(stored.thing())) {
                    changed.add(after.syncId());
                    batch.bind("state", StateWriter.write(after)).bind("awaited", Rows.time(awaited(after))).bind("id", after.syncId())
                            .bind("sync", sync).bind("read", stored.revision()).add();
                }
            });
            left.clear();
            if (!changed.isEmpty()) {
                int[] updated = batch.execute();
                for (int i = 0; i < updated.length; i++) {
                    if (updated[i] == 0) {
                        left.add(changed.get(i));
                    }
                }
            }
        }
    }
}
