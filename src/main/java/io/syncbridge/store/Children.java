package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which records and writes wait for what they point to. */
@Singleton
public class Children {

    public enum Kind {
        /** A reported record waits until the record that it points to is known; both are named by their record ids. */
        READ,
        /** A thing's write waits until what it points to has a record there; both are named by their sync ids. */
        WRITE
    }

    /** What can wait, and be waited for. */
    public record Node(Kind kind, String sync, String system, String id) {

        @Override
        public String toString() {
            return sync + " " + (kind == Kind.READ ? system + "/" + id : id);
        }
    }

    /** @param field the child's, which points to the parent; both are of one kind and in one system */
    public record Wait(Node child, String field, Node parent, Instant since) {

        /** Returns the same, whenever it began. */
        private Wait what() {
            return new Wait(child, field, parent, null);
        }

        /** Says why it waits. */
        public String why() {
            return "`" + field + "` points to " + parent + (child.kind() == Kind.READ ? ", which is not known yet."
                    : ", which has no record in " + child.system() + " yet.");
        }
    }

    private static final String HAS_PARENT = """
            (kind = 'READ' AND EXISTS (SELECT 1 FROM link WHERE link.record_id = parent AND link.system = waiting_child.system
                AND link.sync = parent_sync AND former = FALSE)
            OR kind = 'WRITE' AND EXISTS (SELECT 1 FROM link WHERE link.entity = parent AND link.sync = parent_sync
                AND link.system = waiting_child.system AND former = FALSE AND presence <> 'GONE'))""";

    private final StoreDatabase database;

    public Children(StoreDatabase database) {
        this.database = database;
    }

    /** Notes what waits, each in the place of an earlier wait of the same field; returns those that are new. */
    public List<Wait> add(Collection<Wait> waits) {
        if (waits.isEmpty()) {
            return List.of();
        }
        var known = new HashSet<>(of(waits.stream().map(Wait::child).collect(Collectors.toSet())).stream().map(Wait::what).toList());
        List<Wait> fresh = waits.stream().filter(wait -> known.add(wait.what())).toList();
        database.jdbi().useHandle(handle -> Columns.of(fresh).text("sync", wait -> wait.child().sync())
                .text("system", wait -> wait.child().system()).text("kind", wait -> wait.child().kind().name())
                .text("child", wait -> wait.child().id()).text("field", Wait::field)
                .text("parent_sync", wait -> wait.parent().sync()).text("parent", wait -> wait.parent().id())
                .time("since", Wait::since).execute(handle, """
                        MERGE INTO waiting_child USING (SELECT * FROM <rows>) AS given ON waiting_child.child = given.child
                            AND waiting_child.system = given.system AND waiting_child.sync = given.sync
                            AND waiting_child.kind = given.kind AND waiting_child.field = given.field
                        WHEN MATCHED THEN UPDATE SET parent_sync = given.parent_sync, parent = given.parent
                        WHEN NOT MATCHED THEN INSERT (sync, system, kind, child, field, parent_sync, parent, since)
                            VALUES (given.sync, given.system, given.kind, given.child, given.field, given.parent_sync,
                                given.parent, given.since)"""));
        return fresh;
    }

    /** Forgets what the children waited for. */
    public void done(Collection<Node> children) {
        if (!children.isEmpty()) {
            database.jdbi().useHandle(handle -> Columns.of(children).text("sync", Node::sync).text("system", Node::system)
                    .text("kind", node -> node.kind().name()).text("child", Node::id).execute(handle, """
                            DELETE FROM waiting_child WHERE (child, system, sync, kind) IN
                                (SELECT child, system, sync, kind FROM <rows>)"""));
        }
    }

    /** Returns what the children wait for. */
    public List<Wait> of(Collection<Node> children) {
        if (children.isEmpty()) {
            return List.of();
        }
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM waiting_child WHERE child = ANY(:ids)")
                .bindArray("ids", String.class, children.stream().map(Node::id).distinct().toArray())
                .map((row, context) -> wait(row)).list()).stream().filter(wait -> children.contains(wait.child())).toList();
    }

    /** Returns some of those that wait for a sync's records which there are by now. */
    public List<Wait> ready(String parentSync, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM waiting_child WHERE parent_sync = :parent AND "
                + HAS_PARENT + " FETCH FIRST :limit ROWS ONLY").bind("parent", parentSync).bind("limit", limit)
                .map((row, context) -> wait(row)).list());
    }

    /** Returns what has been waiting longest; {@code null} stands for every sync. */
    public List<Wait> list(String sync, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM waiting_child WHERE (CAST(:sync AS VARCHAR) IS NULL OR sync = :sync)
                ORDER BY since, sync, child, field FETCH FIRST :limit ROWS ONLY""").bind("sync", sync).bind("limit", limit)
                .map((row, context) -> wait(row)).list());
    }

    /** Returns how many children wait, by sync. */
    public Map<String, Long> counts() {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT sync, COUNT(*) AS number FROM waiting_child GROUP BY sync")
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.put(row.getColumn("sync", String.class), row.getColumn("number", Long.class));
                    return counts;
                }));
    }

    private static Wait wait(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind"));
        String system = row.getString("system");
        return new Wait(new Node(kind, row.getString("sync"), system, row.getString("child")), row.getString("field"),
                new Node(kind, row.getString("parent_sync"), system, row.getString("parent")), Rows.time(row, "since"));
    }
}
