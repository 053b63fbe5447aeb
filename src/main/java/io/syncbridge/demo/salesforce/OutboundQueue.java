package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.RecordChange.Kind;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The notifications that Outbound Messages are still to carry: of created and updated records, as a flow would send them. */
final class OutboundQueue {

    private final boolean on;

    OutboundQueue(boolean on) {
        this.on = on;
    }

    /** @param id names the notification; it stays the same when it is sent again */
    record Notification(long seq, String id, SObject object, String recordId) {
    }

    /** Adds the notifications of changes, in the transaction of the changes. */
    void add(Handle handle, List<RecordChange> changes) {
        for (RecordChange change : changes) {
            if (on && (change.kind() == Kind.CREATE || change.kind() == Kind.UPDATE)) {
                long number = handle.createQuery("select next value for record_numbers").mapTo(long.class).one();
                handle.execute("insert into outbound_messages (id, object, record_id) values (?, ?, ?)",
                        Ids.numbered("04l", number), change.object().name(), change.id());
            }
        }
    }

    /** Returns the oldest notifications of the object that has the oldest; they fit into one message. */
    static List<Notification> oldest(Handle handle, int limit) {
        return handle.createQuery("select seq, id, object, record_id from outbound_messages where object ="
                        + " (select object from outbound_messages order by seq limit 1) order by seq limit :limit")
                .bind("limit", limit).map((row, context) -> new Notification(row.getLong(1), row.getString(2),
                        Schema.named(row.getString(3)), row.getString(4))).list();
    }

    static void delivered(Handle handle, List<Notification> notifications) {
        var batch = handle.prepareBatch("delete from outbound_messages where seq = ?");
        notifications.forEach(notification -> batch.add(notification.seq()));
        batch.execute();
    }
}
