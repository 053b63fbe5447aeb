package io.syncbridge.store;

import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Sha256;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Links.Link;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What the bridge knows of things: their base, links, shadows and what they are paired by. */
@Singleton
public class Things {

    /**
     * @param things by sync id, each with all its shadows
     * @param syncIds the thing of each record that is linked
     * @param former records whose place another record of their system has taken, with the thing that they belonged to
     */
    public record Loaded(Map<String, Thing> things, Map<RecordRef, String> syncIds, Map<RecordRef, String> former) {
    }

    /**
     * @param rule the number of the match rule, from 0
     * @param key the values of its fields as one text
     */
    public record MatchKey(int rule, String key) {
    }

    /**
     * A thing's new state, beside what the store holds of it.
     *
     * @param before {@code null} for a new thing
     * @param keysBefore what it was paired by
     */
    public record Revision(Thing before, Thing after, List<MatchKey> keysBefore, List<MatchKey> keys) {

        private boolean isOfTheThing() {
            return !after.equals(before);
        }

        private boolean isOfTheKeys() {
            return !keysBefore.equals(keys);
        }

        private Stream<Shadow> shadowsBefore() {
            return before == null ? Stream.empty() : before.shadows().values().stream();
        }

        private boolean hadRecord(Shadow shadow) {
            return before != null && before.shadows().containsKey(shadow.ref().system())
                    && before.shadows().get(shadow.ref().system()).ref().equals(shadow.ref());
        }

        private Stream<Shadow> newRecords() {
            return after.shadows().values().stream().filter(shadow -> !hadRecord(shadow));
        }

        /** Returns the links that are other than before; a record that is not the thing's any more is a former one, so that a late report of it is known. */
        private Stream<Link> links() {
            Stream<Link> left = shadowsBefore().filter(shadow -> after.shadows().values().stream().noneMatch(kept -> kept.ref().equals(shadow.ref())))
                    .map(shadow -> new Link(shadow.ref(), after.syncId(), true, shadow.presence()));
            Stream<Link> changed = after.shadows().values().stream().filter(shadow -> !hadRecord(shadow)
                            || before.shadows().get(shadow.ref().system()).presence() != shadow.presence())
                    .map(shadow -> new Link(shadow.ref(), after.syncId(), false, shadow.presence()));
            return Stream.concat(left, changed);
        }

        private Revision without(Map<RecordRef, String> taken) {
            Thing left = after;
            for (Shadow shadow : after.shadows().values()) {
                if (!after.syncId().equals(taken.getOrDefault(shadow.ref(), after.syncId()))) {
                    left = left.without(shadow.ref().system());
                }
            }
            return left == after ? this : new Revision(before, left, keysBefore, keys);
        }
    }

    private static final int PAGE = 1000;
    private static final List<String> FORGOTTEN = List.of("match_key", "link", "moved_record", "entity");

    private final StoreDatabase database;

    public Things(StoreDatabase database) {
        this.database = database;
    }

    /** Returns the things that any of the records belongs to, and the named ones, as far as there are any. */
    public Loaded load(String sync, Collection<RecordRef> records, Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> {
            var linked = new HashMap<RecordRef, String>();
            var former = new HashMap<RecordRef, String>();
            Links.of(handle, sync, records).forEach(link -> (link.former() ? former : linked).put(link.ref(), link.syncId()));
            Set<String> wanted = new LinkedHashSet<>(syncIds);
            wanted.addAll(linked.values());
            Map<String, Thing> things = EntityRows.load(handle, sync, wanted);
            things.values().forEach(thing -> thing.shadows().values().forEach(shadow -> linked.put(shadow.ref(), thing.syncId())));
            return new Loaded(things, linked, former);
        });
    }

    /** Stores what differs from what is stored: one statement for each table, however many things there are. */
    public void save(String sync, Collection<Revision> revisions, Instant now) {
        var taken = new HashMap<RecordRef, String>();
        revisions.forEach(revision -> revision.newRecords().forEach(shadow -> taken.put(shadow.ref(), revision.after().syncId())));
        List<Revision> changed = taken.isEmpty() ? List.copyOf(revisions) : revisions.stream().map(revision -> revision.without(taken)).toList();
        var links = new LinkedHashMap<RecordRef, Link>();
        changed.stream().flatMap(Revision::links).filter(link -> !link.former() || !taken.containsKey(link.ref()))
                .forEach(link -> links.put(link.ref(), link));
        database.jdbi().useHandle(handle -> {
            takeFrom(handle, sync, taken, changed.stream().map(revision -> revision.after().syncId()).collect(Collectors.toSet()), now);
            EntityRows.save(handle, sync, changed.stream().filter(Revision::isOfTheThing).map(Revision::after).toList(), now);
            saveKeys(handle, sync, changed.stream().filter(Revision::isOfTheKeys).toList());
            Links.save(handle, sync, links.values());
        });
    }

    /** A record that another thing has taken over is not known any more of the thing that it belonged to, but for what the log says of it. */
    private static void takeFrom(Handle handle, String sync, Map<RecordRef, String> taken, Set<String> saved, Instant now) {
        var losers = new HashMap<String, Set<RecordRef>>();
        List<Link> links = Links.of(handle, sync, taken.keySet());
        Links.moved(handle, sync, links.stream().filter(link -> !link.syncId().equals(taken.get(link.ref()))).toList(), now);
        links.stream().filter(link -> !link.former() && !saved.contains(link.syncId()))
                .forEach(link -> losers.computeIfAbsent(link.syncId(), id -> new HashSet<>()).add(link.ref()));
        EntityRows.change(handle, sync, losers.keySet(), thing -> {
            Thing left = thing;
            for (RecordRef ref : losers.get(thing.syncId())) {
                Shadow shadow = left.shadows().get(ref.system());
                left = shadow == null || !shadow.ref().equals(ref) ? left : left.without(ref.system());
            }
            return left;
        });
    }

    /** Replaces what all things of a sync are paired by: all at once, and not while another instance does the same. */
    public void rekey(String sync, Function<Thing, List<MatchKey>> keys) {
        database.jdbi().useTransaction(handle -> {
            handle.createQuery("SELECT sync FROM definition WHERE sync = :sync FOR UPDATE").bind("sync", sync).mapTo(String.class).list();
            handle.createUpdate("DELETE FROM match_key WHERE sync = :sync").bind("sync", sync).execute();
            for (List<String> page = page(handle, sync, ""); !page.isEmpty(); page = page(handle, sync, page.get(page.size() - 1))) {
                saveKeys(handle, sync, EntityRows.load(handle, sync, page).values().stream()
                        .map(thing -> new Revision(null, thing, List.of(), keys.apply(thing))).toList());
            }
        });
    }

    private static List<String> page(Handle handle, String sync, String after) {
        return handle.createQuery("SELECT id FROM entity WHERE sync = :sync AND id > :after ORDER BY id FETCH FIRST :size ROWS ONLY")
                .bind("sync", sync).bind("after", after).bind("size", PAGE).mapTo(String.class).list();
    }

    private static void saveKeys(Handle handle, String sync, List<Revision> revisions) {
        List<String> replaced = revisions.stream().filter(revision -> !revision.keysBefore().isEmpty())
                .map(revision -> revision.after().syncId()).toList();
        if (!replaced.isEmpty()) {
            handle.createUpdate("DELETE FROM match_key WHERE sync = :sync AND sync_id = ANY(:ids)").bind("sync", sync)
                    .bindArray("ids", String.class, replaced.toArray()).execute();
        }
        record Held(MatchKey key, String syncId) {
        }
        Columns.of(revisions.stream().flatMap(revision -> revision.keys().stream()
                        .map(key -> new Held(key, revision.after().syncId()))).toList())
                .all("sync", sync).number("rule", held -> held.key().rule()).text("hash", held -> Sha256.hex(held.key().key()))
                .text("id", Held::syncId)
                .execute(handle, """
                        INSERT INTO match_key (sync, rule_no, key_hash, sync_id)
                        SELECT :sync, given.rule, given.hash, given.id FROM <rows>""");
    }

    /**
     * A record's place.
     *
     * @param former whether another record of its system has taken its place
     */
    public record Found(String sync, String syncId, RecordRef record, boolean former) {
    }

    /** Returns the things that a record id, of whatever system, or a sync id belongs to; one row for each record. */
    public List<Found> search(String id, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT sync, entity, system, record_id, former FROM link WHERE record_id = :id
                AND sync NOT LIKE 'plan:%'
                UNION SELECT sync, entity, system, record_id, former FROM link WHERE entity = :id
                AND sync NOT LIKE 'plan:%'
                ORDER BY sync, entity, system FETCH FIRST :limit ROWS ONLY""").bind("id", id).bind("limit", limit)
                .map((row, context) -> new Found(row.getString("sync"), row.getString("entity"),
                        new RecordRef(row.getString("system"), row.getString("record_id")), row.getBoolean("former"))).list());
    }

    /** Returns the sync that the thing belongs to. */
    public Optional<String> syncOf(String syncId) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT sync FROM entity WHERE id = :id AND sync NOT LIKE 'plan:%'")
                .bind("id", syncId).mapTo(String.class).findFirst());
    }

    /** Returns the sync ids of the living things that hold any of the keys. */
    public Map<MatchKey, List<String>> findByKey(String sync, Collection<MatchKey> keys) {
        var found = new HashMap<MatchKey, List<String>>();
        if (keys.isEmpty()) {
            return found;
        }
        var byHash = new HashMap<String, MatchKey>();
        keys.forEach(key -> byHash.put(key.rule() + ":" + Sha256.hex(key.key()), key));
        database.jdbi().useHandle(handle -> Columns.of(byHash.values()).all("sync", sync).number("rule", MatchKey::rule)
                .text("hash", key -> Sha256.hex(key.key())).query(handle, "SELECT match_key.rule_no, match_key.key_hash, match_key.sync_id FROM <rows>"
                        + Rows.each(handle, "match_key", "match_key.key_hash = given.hash AND match_key.rule_no = given.rule AND match_key.sync = :sync")
                        + "ORDER BY match_key.sync_id")
                .map((row, context) -> found.computeIfAbsent(byHash.get(row.getInt("rule_no") + ":" + row.getString("key_hash")),
                        key -> new ArrayList<>()).add(row.getString("sync_id"))).list());
        return found;
    }

    /** Returns the sync ids of those of the records that are linked, by record id. */
    public Map<String, String> syncIds(String sync, String system, Collection<String> recordIds) {
        return database.jdbi().withHandle(handle -> Links.of(handle, sync, refs(system, recordIds))).stream().filter(link -> !link.former())
                .collect(Collectors.toMap(link -> link.ref().recordId(), Link::syncId));
    }

    private static List<RecordRef> refs(String system, Collection<String> recordIds) {
        return recordIds.stream().distinct().map(id -> new RecordRef(system, id)).toList();
    }

    /** Returns the system's records of those of the things that have one there, by sync id. */
    public Map<String, String> recordIds(String sync, String system, Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> Links.to(handle, sync, syncIds)).stream()
                .filter(link -> link.ref().system().equals(system) && link.presence() != Presence.GONE)
                .collect(Collectors.toMap(Link::syncId, link -> link.ref().recordId()));
    }

    /** Returns where the things have or had records, by sync id and system. */
    public Map<String, Map<String, Presence>> presences(String sync, Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> Links.to(handle, sync, syncIds)).stream().collect(Collectors.groupingBy(Link::syncId,
                Collectors.toMap(link -> link.ref().system(), Link::presence)));
    }

    /**
     * Returns the versions of those of the records that are there and have no change waiting in the inbox. Counted, not
     * {@code NOT EXISTS}: that PostgreSQL may turn into a join, which reads all that waits once for each record.
     */
    public Map<String, String> versions(String sync, String system, Collection<String> recordIds) {
        var versions = new HashMap<String, String>();
        database.jdbi().withHandle(handle -> EntityRows.of(handle, sync, system, recordIds, """
                link.presence = 'PRESENT' AND 0 = (SELECT COUNT(*) FROM inbox
                    WHERE inbox.sync = :sync AND inbox.system = :system AND inbox.record_id = given.record)""")).forEach(thing -> {
                    Shadow shadow = thing.shadows().get(system);
                    if (shadow.version() != null && !shadow.isPartlyUnreadable()) {
                        versions.put(shadow.ref().recordId(), shadow.version());
                    }
                });
        return versions;
    }

    /** The name under which a plan keeps what it foresees, apart from every sync. */
    public static String planned(long run) {
        return "plan:" + run;
    }

    /** Forgets everything of a sync, or of a plan. */
    public void forget(String sync) {
        database.jdbi().useHandle(handle -> forget(handle, sync));
    }

    static void forget(Handle handle, String sync) {
        FORGOTTEN.forEach(table ->
                handle.createUpdate("DELETE FROM " + table + " WHERE sync = :sync").bind("sync", sync).execute());
    }

    /** Returns how many things live. */
    public long living(String sync) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                "SELECT COUNT(*) FROM entity WHERE sync = :sync AND deleted = FALSE").bind("sync", sync).mapTo(Long.class).one());
    }

    /** Returns how many records of the system are known to be there. */
    public long present(String sync, String system) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT COUNT(*) FROM link WHERE sync = :sync AND system = :system AND former = FALSE
                AND presence = 'PRESENT'""").bind("sync", sync).bind("system", system).mapTo(Long.class).one());
    }

    /** Notes that a complete scan has come across the records, so that their system shows them. */
    public void markScanned(String sync, String system, Collection<String> recordIds, long scan) {
        database.jdbi().useHandle(handle -> {
            handle.createUpdate("UPDATE link SET scan = :scan WHERE sync = :sync AND system = :system AND record_id = ANY(:ids)")
                    .bind("scan", scan).bind("sync", sync).bind("system", system).bindArray("ids", String.class, recordIds.toArray()).execute();
            Set<String> awaited = EntityRows.of(handle, sync, system, recordIds, "entity.awaited_at IS NOT NULL").stream().map(Thing::syncId)
                    .collect(Collectors.toSet());
            EntityRows.change(handle, sync, awaited, thing -> thing.shadows().containsKey(system) ? Reconcile.shown(thing, system) : thing);
        });
    }

    /**
     * Returns the records that were there before the scan began and that it has not come across. Not among them are those of things of
     * which something was stored since then, or to which the bridge wrote after {@code shown} what a system has not shown yet: the
     * system need not show them yet, and the next scan asks again.
     */
    public List<String> notScanned(String sync, String system, long scan, Instant shown) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT link.record_id FROM link JOIN poll ON poll.sync = link.sync AND poll.system = link.system
                JOIN entity ON entity.id = link.entity AND entity.sync = link.sync
                WHERE link.sync = :sync AND link.system = :system AND link.scan < :scan AND link.former = FALSE
                AND link.presence = 'PRESENT' AND entity.saved_at < poll.scan_began
                AND (entity.awaited_at IS NULL OR entity.awaited_at < :shown)""")
                .bind("shown", Rows.time(shown)).bind("sync", sync).bind("system", system).bind("scan", scan).mapTo(String.class).list());
    }
}
