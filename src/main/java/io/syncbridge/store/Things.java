package io.syncbridge.store;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Sha256;
import io.syncbridge.model.Unreadable;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
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
            return before == null || !before.base().equals(after.base()) || !before.inReview().equals(after.inReview());
        }

        private boolean isOfTheKeys() {
            return !keysBefore.equals(keys);
        }

        private Stream<Link> leftRecords() {
            Set<RecordRef> kept = after.shadows().values().stream().map(Shadow::ref).collect(Collectors.toSet());
            return shadowsBefore().values().stream().filter(shadow -> !kept.contains(shadow.ref()))
                    .map(shadow -> new Link(shadow, after.syncId(), true));
        }

        private Stream<Shadow> changedShadows() {
            return after.shadows().values().stream().filter(shadow -> !shadow.equals(shadowsBefore().get(shadow.ref().system())));
        }

        private Map<String, Shadow> shadowsBefore() {
            return before == null ? Map.of() : before.shadows();
        }
    }

    private record Link(Shadow shadow, String syncId, boolean former) {
    }

    private static final int PAGE = 1000;
    private static final List<String> FORGOTTEN = List.of("match_key", "link", "thing");

    private final StoreDatabase database;

    public Things(StoreDatabase database) {
        this.database = database;
    }

    /** Returns the things that any of the records belongs to, and the named ones, as far as there are any. */
    public Loaded load(String sync, Collection<RecordRef> records, Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> {
            var linked = new HashMap<RecordRef, String>();
            var former = new HashMap<RecordRef, String>();
            bySystem(records).forEach((system, ids) -> handle.createQuery("""
                    SELECT record_id, sync_id, former FROM link
                    WHERE sync = :sync AND system = :system AND record_id = ANY(:ids)""")
                    .bind("sync", sync).bind("system", system).bindArray("ids", String.class, ids.toArray())
                    .map((row, context) -> (row.getBoolean("former") ? former : linked)
                            .put(new RecordRef(system, row.getString("record_id")), row.getString("sync_id"))).list());
            Set<String> wanted = new LinkedHashSet<>(syncIds);
            wanted.addAll(linked.values());
            return new Loaded(things(handle, sync, wanted, linked), linked, former);
        });
    }

    private static Map<String, Thing> things(Handle handle, String sync, Set<String> syncIds, Map<RecordRef, String> linked) {
        if (syncIds.isEmpty()) {
            return Map.of();
        }
        var shadows = new HashMap<String, Map<String, Shadow>>();
        handle.createQuery("SELECT * FROM link WHERE sync = :sync AND sync_id = ANY(:ids) AND former = FALSE")
                .bind("sync", sync).bindArray("ids", String.class, syncIds.toArray())
                .map((row, context) -> link(row)).forEach(link -> {
                    shadows.computeIfAbsent(link.syncId(), id -> new LinkedHashMap<>())
                            .put(link.shadow().ref().system(), link.shadow());
                    linked.put(link.shadow().ref(), link.syncId());
                });
        return handle.createQuery("SELECT sync_id, base, in_review FROM thing WHERE sync = :sync AND sync_id = ANY(:ids)")
                .bind("sync", sync).bindArray("ids", String.class, syncIds.toArray())
                .map((row, context) -> {
                    String syncId = row.getString("sync_id");
                    return new Thing(syncId, StoreJson.readBase(row.getString("base")), shadows.getOrDefault(syncId, Map.of()),
                            new LinkedHashSet<>(StoreJson.readTexts(row.getString("in_review"))));
                })
                .collect(Collectors.toMap(Thing::syncId, thing -> thing, (one, same) -> one, LinkedHashMap::new));
    }

    /** Stores what differs from what is stored: one statement for each table, however many things there are. */
    public void save(String sync, Collection<Revision> revisions, Instant now) {
        database.jdbi().useHandle(handle -> {
            saveThings(handle, sync, revisions.stream().filter(Revision::isOfTheThing).map(Revision::after).toList(), now);
            saveKeys(handle, sync, revisions.stream().filter(Revision::isOfTheKeys).toList());
            retireLinks(handle, sync, revisions.stream().flatMap(Revision::leftRecords).toList());
            saveLinks(handle, sync, revisions.stream().flatMap(revision -> revision.changedShadows()
                    .map(shadow -> new Link(shadow, revision.after().syncId(), false))).toList(), now);
        });
    }

    private static void saveThings(Handle handle, String sync, List<Thing> things, Instant now) {
        Columns.of(things).all("sync", sync).all("now", Rows.time(now)).text("id", Thing::syncId)
                .text("base", thing -> StoreJson.write(thing.base()))
                .flag("deleted", thing -> thing.base().isDeleted())
                .text("review", thing -> StoreJson.write(List.copyOf(thing.inReview())))
                .execute(handle, """
                        MERGE INTO thing USING (SELECT * FROM <rows>) AS given ON thing.sync_id = given.id AND thing.sync = :sync
                        WHEN MATCHED THEN UPDATE SET base = given.base, deleted = given.deleted, in_review = given.review,
                            saved_at = :now
                        WHEN NOT MATCHED THEN INSERT (sync, sync_id, base, deleted, in_review, saved_at)
                            VALUES (:sync, given.id, given.base, given.deleted, given.review, :now)""");
    }

    /** Replaces what all things of a sync are paired by: all at once, and not while another instance does the same. */
    public void rekey(String sync, Function<Thing, List<MatchKey>> keys) {
        database.jdbi().useTransaction(handle -> {
            handle.createQuery("SELECT sync FROM definition WHERE sync = :sync FOR UPDATE").bind("sync", sync).mapTo(String.class).list();
            handle.createUpdate("DELETE FROM match_key WHERE sync = :sync").bind("sync", sync).execute();
            for (List<String> page = page(handle, sync, ""); !page.isEmpty(); page = page(handle, sync, page.get(page.size() - 1))) {
                saveKeys(handle, sync, things(handle, sync, Set.copyOf(page), new HashMap<>()).values().stream()
                        .map(thing -> new Revision(null, thing, List.of(), keys.apply(thing))).toList());
            }
        });
    }

    private static List<String> page(Handle handle, String sync, String after) {
        return handle.createQuery("SELECT sync_id FROM thing WHERE sync = :sync AND sync_id > :after ORDER BY sync_id FETCH FIRST :size ROWS ONLY")
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
     * A record that is not the thing's any more stays as a former one, so that a late report of it is known; unless another thing
     * has taken it over by now.
     */
    private static void retireLinks(Handle handle, String sync, List<Link> links) {
        Columns.of(links).all("sync", sync).text("system", link -> link.shadow().ref().system())
                .text("record", link -> link.shadow().ref().recordId()).text("id", Link::syncId)
                .execute(handle, """
                        MERGE INTO link USING (SELECT * FROM <rows>) AS given ON link.record_id = given.record
                            AND link.system = given.system AND link.sync = :sync AND link.sync_id = given.id
                        WHEN MATCHED THEN UPDATE SET former = TRUE""");
    }

    /** Rows that are there are updated in place, so that a scan's mark on them outlives the batch. */
    private static void saveLinks(Handle handle, String sync, List<Link> links, Instant now) {
        Columns.of(links).all("sync", sync).all("now", Rows.time(now))
                .text("system", link -> link.shadow().ref().system())
                .text("record", link -> link.shadow().ref().recordId()).text("id", Link::syncId)
                .text("presence", link -> link.shadow().presence().name())
                .text("known", link -> StoreJson.write(link.shadow().values()))
                .text("deviations", link -> StoreJson.write(link.shadow().deviations()))
                .text("version", link -> link.shadow().version()).time("changed", link -> link.shadow().time())
                .time("awaited", link -> link.shadow().trail().awaited()).flag("unseen", link -> link.shadow().trail().unseen())
                .text("trail", link -> StoreJson.write(link.shadow().trail()))
                .execute(handle, """
                        MERGE INTO link USING (SELECT * FROM <rows>) AS given ON link.record_id = given.record
                            AND link.system = given.system AND link.sync = :sync
                        WHEN MATCHED THEN UPDATE SET sync_id = given.id, former = FALSE, presence = given.presence,
                            known = given.known, deviations = given.deviations, version = given.version,
                            changed_at = given.changed, awaited_at = given.awaited, unseen = given.unseen, trail = given.trail,
                            saved_at = :now
                        WHEN NOT MATCHED THEN INSERT (sync, system, record_id, sync_id, former, presence, known, deviations,
                                version, changed_at, awaited_at, unseen, trail, saved_at)
                            VALUES (:sync, given.system, given.record, given.id, FALSE, given.presence, given.known,
                                given.deviations, given.version, given.changed, given.awaited, given.unseen, given.trail, :now)""");
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
                SELECT sync, sync_id, system, record_id, former FROM link WHERE record_id = :id
                AND sync NOT LIKE 'plan:%'
                UNION SELECT sync, sync_id, system, record_id, former FROM link WHERE sync_id = :id
                AND sync NOT LIKE 'plan:%'
                ORDER BY sync, sync_id, system FETCH FIRST :limit ROWS ONLY""").bind("id", id).bind("limit", limit)
                .map((row, context) -> new Found(row.getString("sync"), row.getString("sync_id"),
                        new RecordRef(row.getString("system"), row.getString("record_id")), row.getBoolean("former"))).list());
    }

    /** Returns the sync that the thing belongs to. */
    public Optional<String> syncOf(String syncId) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT sync FROM thing WHERE sync_id = :id AND sync NOT LIKE 'plan:%'")
                .bind("id", syncId).mapTo(String.class).findFirst());
    }

    /**
     * Returns the sync ids of the living things that hold any of the keys. Joined, not {@code = ANY(...)}: that is a scan of
     * the whole table to PostgreSQL while it has no statistics of it, in a first load.
     */
    public Map<MatchKey, List<String>> findByKey(String sync, Collection<MatchKey> keys) {
        var byHash = new HashMap<String, MatchKey>();
        keys.forEach(key -> byHash.put(key.rule() + ":" + Sha256.hex(key.key()), key));
        var found = new HashMap<MatchKey, List<String>>();
        if (keys.isEmpty()) {
            return found;
        }
        List<MatchKey> asked = List.copyOf(byHash.values());
        database.jdbi().useHandle(handle -> handle.createQuery("""
                SELECT rule_no, key_hash, sync_id
                FROM match_key JOIN UNNEST(CAST(:rules AS BIGINT ARRAY), CAST(:hashes AS VARCHAR ARRAY)) AS given (rule, hash)
                ON key_hash = given.hash AND rule_no = given.rule WHERE sync = :sync ORDER BY sync_id""")
                .bind("sync", sync)
                .bindArray("rules", Long.class, asked.stream().map(key -> (long) key.rule()).toArray())
                .bindArray("hashes", String.class, asked.stream().map(key -> Sha256.hex(key.key())).toArray())
                .map((row, context) -> {
                    MatchKey key = byHash.get(row.getInt("rule_no") + ":" + row.getString("key_hash"));
                    return key != null && found.computeIfAbsent(key, k -> new java.util.ArrayList<>())
                            .add(row.getString("sync_id"));
                }).list());
        return found;
    }

    /** Returns the sync ids of those of the records that are linked, by record id. */
    public Map<String, String> syncIds(String sync, String system, Collection<String> recordIds) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT record_id, sync_id FROM link WHERE sync = :sync AND system = :system AND record_id = ANY(:ids)
                AND former = FALSE""").bind("sync", sync).bind("system", system)
                .bindArray("ids", String.class, recordIds.toArray()).reduceRows(new HashMap<>(), (found, row) -> {
                    found.put(row.getColumn("record_id", String.class), row.getColumn("sync_id", String.class));
                    return found;
                }));
    }

    /** Returns the system's records of those of the things that have one there, by sync id. */
    public Map<String, String> recordIds(String sync, String system, Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT record_id, sync_id FROM link WHERE sync = :sync AND system = :system AND sync_id = ANY(:ids)
                AND former = FALSE AND presence <> 'GONE'""").bind("sync", sync).bind("system", system)
                .bindArray("ids", String.class, syncIds.toArray()).reduceRows(new HashMap<>(), (found, row) -> {
                    found.put(row.getColumn("sync_id", String.class), row.getColumn("record_id", String.class));
                    return found;
                }));
    }

    /** Returns where the things have or had records, by sync id and system. */
    public Map<String, Map<String, Presence>> presences(String sync, Collection<String> syncIds) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT sync_id, system, presence FROM link WHERE sync = :sync AND sync_id = ANY(:ids) AND former = FALSE""")
                .bind("sync", sync).bindArray("ids", String.class, syncIds.toArray()).reduceRows(new HashMap<>(), (found, row) -> {
                    found.computeIfAbsent(row.getColumn("sync_id", String.class), id -> new HashMap<>())
                            .put(row.getColumn("system", String.class), Presence.valueOf(row.getColumn("presence", String.class)));
                    return found;
                }));
    }

    /**
     * Returns the versions of those of the records that are there and have no change waiting in the inbox. Counted, not
     * {@code NOT EXISTS}: that PostgreSQL may turn into a join, which reads all that waits once for each record.
     */
    public Map<String, String> versions(String sync, String system, Collection<String> recordIds) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT record_id, version FROM link WHERE sync = :sync AND system = :system AND record_id = ANY(:ids)
                AND presence = 'PRESENT' AND former = FALSE AND version IS NOT NULL AND deviations NOT LIKE :unread AND 0 = (SELECT COUNT(*) FROM inbox
                    WHERE inbox.sync = link.sync AND inbox.system = link.system AND inbox.record_id = link.record_id)""")
                .bind("sync", sync).bind("system", system).bindArray("ids", String.class, recordIds.toArray())
                .bind("unread", "%" + Unreadable.RAW + "%")
                .reduceRows(new HashMap<>(), (versions, row) -> {
                    versions.put(row.getColumn("record_id", String.class), row.getColumn("version", String.class));
                    return versions;
                }));
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
                "SELECT COUNT(*) FROM thing WHERE sync = :sync AND deleted = FALSE").bind("sync", sync).mapTo(Long.class).one());
    }

    /** Returns how many records of the system are known to be there. */
    public long present(String sync, String system) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT COUNT(*) FROM link WHERE sync = :sync AND system = :system AND former = FALSE
                AND presence = 'PRESENT'""").bind("sync", sync).bind("system", system).mapTo(Long.class).one());
    }

    /** Notes that a complete scan has come across the records, so that their system shows them. */
    public void markScanned(String sync, String system, Collection<String> recordIds, long scan) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "UPDATE link SET scan = :scan, unseen = FALSE WHERE sync = :sync AND system = :system AND record_id = ANY(:ids)")
                .bind("scan", scan).bind("sync", sync).bind("system", system)
                .bindArray("ids", String.class, recordIds.toArray()).execute());
    }

    /**
     * Returns the records that were there before the scan began and that it has not come across. Those that the bridge wrote to
     * after {@code shown}, and that the system has not shown since then, are not among them: it need not show them yet.
     */
    public List<String> notScanned(String sync, String system, long scan, Instant shown) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT link.record_id FROM link JOIN poll ON poll.sync = link.sync AND poll.system = link.system
                WHERE link.sync = :sync AND link.system = :system AND link.scan < :scan AND link.former = FALSE
                AND link.presence = 'PRESENT' AND link.saved_at < poll.scan_began
                AND (link.unseen = FALSE OR link.awaited_at IS NULL OR link.awaited_at < :shown)""")
                .bind("shown", Rows.time(shown)).bind("sync", sync).bind("system", system).bind("scan", scan).mapTo(String.class).list());
    }

    private static Map<String, List<String>> bySystem(Collection<RecordRef> refs) {
        return refs.stream().collect(Collectors.groupingBy(RecordRef::system,
                Collectors.mapping(RecordRef::recordId, Collectors.toList())));
    }

    private static Link link(ResultSet row) throws SQLException {
        var ref = new RecordRef(row.getString("system"), row.getString("record_id"));
        var shadow = new Shadow(ref, Presence.valueOf(row.getString("presence")),
                new CanonicalRecord(StoreJson.readCanonical(row.getString("known"))),
                StoreJson.readDeviations(row.getString("deviations")), row.getString("version"), Rows.time(row, "changed_at"),
                StoreJson.readTrail(row.getString("trail"), Rows.time(row, "awaited_at"), row.getBoolean("unseen")));
        return new Link(shadow, row.getString("sync_id"), row.getBoolean("former"));
    }
}
