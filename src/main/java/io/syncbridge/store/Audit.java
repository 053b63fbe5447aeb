package io.syncbridge.store;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What people did to the bridge. */
@Singleton
public class Audit {

    /**
     * @param action a verb: {@code settle}, {@code pause}
     * @param sync {@code null} where it is about no single sync
     * @param subject what it was done to, such as {@code review 17}
     */
    public record Entry(long id, Instant at, String person, String action, String sync, String subject,
            Map<String, Object> details) {
    }

    private final StoreDatabase database;

    public Audit(StoreDatabase database) {
        this.database = database;
    }

    /** Notes an action; its {@code id} is given by the store. */
    public void write(Entry entry) {
        database.jdbi().useHandle(handle -> handle.createUpdate("""
                INSERT INTO audit (at, person, action, sync, subject, details)
                VALUES (:at, :person, :action, :sync, :subject, :details)""")
                .bind("at", Rows.time(entry.at())).bind("person", entry.person()).bind("action", entry.action())
                .bind("sync", entry.sync()).bind("subject", entry.subject()).bind("details", StoreJson.write(entry.details()))
                .execute());
    }

    /** Returns actions, newest first. */
    public Page<Entry> list(Long beforeId, int size) {
        List<Entry> found = database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT * FROM audit WHERE id < :before ORDER BY id DESC FETCH FIRST :size ROWS ONLY")
                .bind("before", beforeId == null ? Long.MAX_VALUE : beforeId).bind("size", size)
                .map((row, context) -> entry(row)).list());
        return new Page<>(found, found.size() < size ? null : found.get(found.size() - 1).id());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getLong("id"), Rows.time(row, "at"), row.getString("person"), row.getString("action"),
                row.getString("sync"), row.getString("subject"), StoreJson.readMap(row.getString("details")));
    }
}
