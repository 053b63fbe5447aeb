package io.syncbridge.store;

import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Presence;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of {@code link}: which thing a record belongs to. They change when that does, and not with what the record holds. */
final class Links {

    /** @param former whether another record of its system has taken the record's place */
    record Link(RecordRef ref, String syncId, boolean former, Presence presence) {
    }

    static final String RECORD = "link.record_id = given.record AND link.system = given.system AND link.sync = :sync";
    private static final String THING = "link.entity = given.id AND link.sync = :sync AND link.former = FALSE";

    private static final String UPSERT = """
            INSERT INTO link (record_id, system, sync, entity, former, presence)
            SELECT record, system, :sync, id, former, presence FROM <rows>
            ON CONFLICT (record_id, system, sync) DO UPDATE
            SET entity = EXCLUDED.entity, former = EXCLUDED.former, presence = EXCLUDED.presence
            WHERE EXCLUDED.former = FALSE OR link.entity = EXCLUDED.entity""";
    private static final String MERGE = """
            MERGE INTO link USING (SELECT * FROM <rows>) AS given
            ON link.record_id = given.record AND link.system = given.system AND link.sync = :sync
            WHEN MATCHED AND (given.former = FALSE OR link.entity = given.id) THEN UPDATE
            SET entity = given.id, former = given.former, presence = given.presence
            WHEN NOT MATCHED THEN INSERT (record_id, system, sync, entity, former, presence)
            VALUES (given.record, given.system, :sync, given.id, given.former, given.presence)""";

    private Links() {
    }

    /** Returns the links of those of the records that have one. */
    static List<Link> of(Handle handle, String sync, Collection<RecordRef> records) {
        return records.isEmpty() ? List.of() : links(handle, RECORD, Columns.of(records).all("sync", sync)
                .text("system", RecordRef::system).text("record", RecordRef::recordId));
    }

    /** Returns the links to the things, but for former ones. */
    static List<Link> to(Handle handle, String sync, Collection<String> syncIds) {
        return syncIds.isEmpty() ? List.of() : links(handle, THING, Columns.of(syncIds).all("sync", sync).text("id", id -> id));
    }

    private static List<Link> links(Handle handle, String condition, Columns<?> given) {
        return given.query(handle, "SELECT link.* FROM <rows>" + Rows.each(handle, "link", condition))
                .map((row, context) -> new Link(new RecordRef(row.getString("system"), row.getString("record_id")), row.getString("entity"),
                        row.getBoolean("former"), Presence.valueOf(row.getString("presence")))).list();
    }

    /** Stores links; a former one only if no other thing has taken the record over. In one order, so that no two wait for one another. */
    static void save(Handle handle, String sync, Collection<Link> links) {
        List<Link> ordered = links.stream().sorted(Comparator.comparing((Link link) -> link.ref().recordId())
                .thenComparing(link -> link.ref().system())).toList();
        Columns.of(ordered).all("sync", sync).text("record", link -> link.ref().recordId()).text("system", link -> link.ref().system())
                .text("id", Link::syncId).flag("former", Link::former).text("presence", link -> link.presence().name())
                .execute(handle, Rows.isPostgreSql(handle) ? UPSERT : MERGE);
    }

    /** Notes that records belonged to things which they do not belong to any more, so that what the log says of them is found. */
    static void moved(Handle handle, String sync, Collection<Link> former, Instant now) {
        Columns.of(former).all("sync", sync).all("now", Rows.time(now)).text("record", link -> link.ref().recordId()).text("id", Link::syncId)
                .execute(handle, """
                        INSERT INTO moved_record (record_id, entity, sync, moved_at) SELECT record, id, :sync, :now FROM <rows>
                        ON CONFLICT DO NOTHING""");
    }
}
