package io.syncbridge.store;

import static java.util.stream.Collectors.groupingBy;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.CanonicalValue;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Unreadable;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.Trail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Brings things that were stored in a row of their own and one for each record into one row, and leaves slim links. PostgreSQL does
 * all of it or nothing; H2, which commits each change of a table, can be stopped and begins anew: {@code thing} goes last.
 */
final class EntityMigration extends StoreMigration {

    private record Key(String sync, String syncId) {
    }

    private record FormerThing(Key key, String base, String inReview, Instant savedAt) {
    }

    private record FormerLink(Key key, Shadow shadow, boolean former, long scan, Instant savedAt) {
    }

    private record Row(Key key, Thing thing, Instant savedAt) {
    }

    private static final Logger LOG = Logger.getLogger(EntityMigration.class);
    private static final int PAGE = 200;
    private static final int TOLD = 20_000;

    EntityMigration() {
        super("38", "entities");
    }

    @Override
    void migrate(Handle handle) throws SQLException {
        boolean postgres = Rows.isPostgreSql(handle);
        if (exists(handle, "thing")) {
            if (!exists(handle, "former_link")) {
                handle.execute("ALTER TABLE link RENAME TO former_link");
            }
            create(handle, postgres);
            copy(handle);
            handle.execute("CREATE INDEX link_by_entity ON link (entity, sync)");
            // ids are in another order where they are compared byte by byte
            handle.execute("UPDATE search_position SET sync_id = '', sync = '' WHERE complete = FALSE");
            handle.execute("DROP TABLE thing");
        }
        handle.execute("DROP TABLE IF EXISTS former_link");
        if (postgres) {
            handle.execute("ANALYZE entity, link");
        }
    }

    private static boolean exists(Handle handle, String table) throws SQLException {
        try (ResultSet found = handle.getConnection().getMetaData().getTables(null, handle.getConnection().getSchema(), table, null)) {
            return found.next();
        }
    }

    /** Half of each page of PostgreSQL's stays free, so that an update finds room beside the row and needs no new entries in indexes. */
    private static void create(Handle handle, boolean postgres) {
        handle.execute("DROP TABLE IF EXISTS entity");
        handle.execute("DROP TABLE IF EXISTS link");
        Stream.of("""
                CREATE TABLE entity (
                    id         VARCHAR(64)<bytes> NOT NULL,
                    sync       VARCHAR(100) NOT NULL,
                    revision   BIGINT NOT NULL,            -- how often the row was written
                    deleted    BOOLEAN NOT NULL,
                    state      TEXT NOT NULL,              -- JSON: base, reviews, and by system what differs from the base
                    awaited_at TIMESTAMP(6) WITH TIME ZONE, -- last write to a system that has not shown the record since
                    saved_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
                    CONSTRAINT entity_key PRIMARY KEY (id, sync)
                )<room>""", """
                CREATE TABLE link (
                    record_id VARCHAR(512)<bytes> NOT NULL,
                    system    VARCHAR(100) NOT NULL,
                    sync      VARCHAR(100) NOT NULL,
                    entity    VARCHAR(64)<bytes> NOT NULL,
                    former    BOOLEAN NOT NULL,            -- another record has taken its place
                    presence  VARCHAR(10) NOT NULL,
                    scan      BIGINT NOT NULL DEFAULT 0,   -- the last complete scan that has come across the record
                    CONSTRAINT link_key PRIMARY KEY (record_id, system, sync)
                )<room>""").map(sql -> sql.replace("<bytes>", postgres ? " COLLATE \"C\"" : "")
                        .replace("<room>", postgres ? " WITH (fillfactor = 50)" : "")).forEach(handle::execute);
    }

    private static void copy(Handle handle) {
        long all = handle.createQuery("SELECT COUNT(*) FROM thing").mapTo(Long.class).one();
        long done = 0;
        FormerThing last = new FormerThing(new Key("", ""), null, null, null);
        for (List<FormerThing> page = page(handle, last); !page.isEmpty(); page = page(handle, last)) {
            copy(handle, page);
            last = page.get(page.size() - 1);
            done += page.size();
            if (done / TOLD > (done - page.size()) / TOLD) {
                LOG.infof("Bringing the store up to date: %,d of %,d things. Let nothing stop this.", done, all);
            }
        }
    }

    private static List<FormerThing> page(Handle handle, FormerThing last) {
        return handle.createQuery("""
                SELECT sync, sync_id, base, in_review, saved_at FROM thing WHERE sync_id >= :id AND (sync_id > :id OR sync > :sync)
                ORDER BY sync_id, sync FETCH FIRST :size ROWS ONLY""")
                .bind("id", last.key().syncId()).bind("sync", last.key().sync()).bind("size", PAGE)
                .map((row, context) -> new FormerThing(new Key(row.getString("sync"), row.getString("sync_id")), row.getString("base"),
                        row.getString("in_review"), Rows.time(row, "saved_at"))).list();
    }

    private static void copy(Handle handle, List<FormerThing> page) {
        Map<Key, List<FormerLink>> links = handle.createQuery("SELECT * FROM former_link WHERE sync_id = ANY(:ids)")
                .bindArray("ids", String.class, page.stream().map(thing -> thing.key().syncId()).distinct().toArray())
                .map((row, context) -> link(row)).collect(groupingBy(FormerLink::key));
        Columns.of(page.stream().map(former -> row(former, links.getOrDefault(former.key(), List.of()))).toList())
                .text("id", row -> row.key().syncId()).text("sync", row -> row.key().sync()).flag("deleted", row -> row.thing().base().isDeleted())
                .text("state", row -> StateWriter.write(row.thing())).time("awaited", row -> EntityRows.awaited(row.thing()))
                .time("saved", Row::savedAt).execute(handle, """
                        INSERT INTO entity (id, sync, revision, deleted, state, awaited_at, saved_at)
                        SELECT id, sync, 1, deleted, state, awaited, saved FROM <rows>""");
        Columns.of(page.stream().flatMap(thing -> links.getOrDefault(thing.key(), List.of()).stream()).toList())
                .text("record", link -> link.shadow().ref().recordId()).text("system", link -> link.shadow().ref().system())
                .text("sync", link -> link.key().sync()).text("id", link -> link.key().syncId()).flag("former", FormerLink::former)
                .text("presence", link -> link.shadow().presence().name()).number("scan", FormerLink::scan).execute(handle, """
                        INSERT INTO link (record_id, system, sync, entity, former, presence, scan)
                        SELECT record, system, sync, id, former, presence, scan FROM <rows>""");
    }

    private static Row row(FormerThing former, List<FormerLink> links) {
        try {
            var shadows = new LinkedHashMap<String, Shadow>();
            links.stream().filter(link -> !link.former()).forEach(link -> shadows.put(link.shadow().ref().system(), link.shadow()));
            return new Row(former.key(), new Thing(former.key().syncId(), base(former.base()), shadows,
                    new LinkedHashSet<>(StoreJson.readTexts(former.inReview()))),
                    Stream.concat(Stream.of(former.savedAt()), links.stream().map(FormerLink::savedAt)).max(Instant::compareTo).orElseThrow());
        } catch (RuntimeException e) {
            throw new IllegalStateException("What the store holds of " + former.key() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static FormerLink link(ResultSet row) throws SQLException {
        var key = new Key(row.getString("sync"), row.getString("sync_id"));
        var ref = new RecordRef(row.getString("system"), row.getString("record_id"));
        Map<String, Object> deviations = canonical(StoreJson.readMap(row.getString("deviations")));
        deviations.replaceAll((field, value) -> Unreadable.revived(value));
        var shadow = new Shadow(ref, Presence.valueOf(row.getString("presence")),
                new CanonicalRecord(canonical(StoreJson.readMap(row.getString("known")))), deviations, row.getString("version"),
                Rows.time(row, "changed_at"), trail(row.getString("trail"), Rows.time(row, "awaited_at"), row.getBoolean("unseen")));
        return new FormerLink(key, shadow, row.getBoolean("former"), row.getLong("scan"), Rows.time(row, "saved_at"));
    }

    private static Map<String, Object> canonical(Map<?, ?> stored) {
        var values = new LinkedHashMap<String, Object>();
        stored.forEach((field, value) -> values.put((String) field, CanonicalValue.of(value)));
        return values;
    }

    private static Trail trail(String text, Instant awaited, boolean unseen) {
        if (text == null) {
            return new Trail(awaited, unseen, false, false, List.of());
        }
        Map<String, Object> json = StoreJson.readMap(text);
        List<List<?>> past = list(json.get("past"));
        return new Trail(awaited, unseen, (Boolean) json.get("created"), (Boolean) json.get("leftOut"),
                past.stream().map(EntityMigration::past).toList());
    }

    private static Trail.Past past(List<?> stored) {
        return new Trail.Past(Presence.valueOf((String) stored.get(0)), new CanonicalRecord(canonical((Map<?, ?>) stored.get(1))),
                (String) stored.get(2), time(stored.get(3)), time(stored.get(4)));
    }

    private static Base base(String text) {
        Map<String, Object> json = StoreJson.readMap(text);
        List<List<?>> origins = list(json.get("origins"));
        var fields = new LinkedHashMap<String, BaseValue>();
        ((Map<?, ?>) json.get("fields")).forEach((field, stored) -> {
            List<?> value = (List<?>) stored;
            // bases that were stored before origins stood apart name theirs beside each value
            List<?> origin = origins == null ? value.subList(1, value.size()) : origins.get((Integer) value.get(1));
            fields.put(field.toString(), new BaseValue(CanonicalValue.of(value.get(0)), time(origin.get(0)), (String) origin.get(1),
                    (String) origin.get(2)));
        });
        List<String> deleted = list(json.get("deleted"));
        return new Base(fields, deleted == null ? null
                : new Base.Deletion(time(deleted.get(0)), deleted.get(1), time(deleted.get(deleted.size() > 2 ? 2 : 0))));
    }

    private static Instant time(Object stored) {
        return stored == null ? null : Instant.parse(Objects.toString(stored));
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Object json) {
        return (List<T>) json;
    }
}
