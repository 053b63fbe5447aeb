package io.syncbridge.store;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What systems still lack because a write did not succeed, and reports that could not be mapped. What to write is not
 * kept: it is planned anew, with the newest values; the payload is there for people.
 */
@Singleton
public class Deliveries {

    public enum State {
        /** Tried again by itself. */
        WAITING,
        /** Needs a person, or a new change of the record; where another record is in the way, it is still tried again, seldom. */
        FAILED
    }

    /** A thing's delivery to one system. */
    public record Target(String syncId, String system) {
    }

    /**
     * @param syncId {@code null} for a report of a record that belongs to no thing yet
     * @param targetSystem {@code null} for a report that could not be mapped, or, while {@code WAITING}, whose changes are set
     *     aside in the inbox
     * @param attempts how often it was tried
     * @param since when it failed first
     * @param error the system's words
     * @param payload what was to be written, or what was reported
     * @param kind why the system refused it; {@code null} where no system did
     * @param fields the canonical fields that the system refused while it took the others; empty for none
     * @param run the run that asked for it; {@code null} for none
     */
    public record Delivery(long id, String sync, String syncId, String targetSystem, String targetRecordId,
            String sourceSystem, String sourceRecordId, Operation operation, State state, int attempts, Instant dueAt,
            Instant since, Instant lastAt, String error, Map<String, Object> payload, Refusal kind, List<String> fields,
            Long run) {

        public Delivery(long id, String sync, String syncId, String targetSystem, String targetRecordId, String sourceSystem,
                String sourceRecordId, Operation operation, State state, int attempts, Instant dueAt, Instant since, Instant lastAt,
                String error, Map<String, Object> payload) {
            this(id, sync, syncId, targetSystem, targetRecordId, sourceSystem, sourceRecordId, operation, state, attempts, dueAt, since,
                    lastAt, error, payload, null, List.of(), null);
        }

        /** Says whether it stands for changes that are set aside in the inbox. */
        public boolean holdsChanges() {
            return targetSystem == null && state == State.WAITING;
        }

        /** Returns the same, and that the system refused these fields as well. */
        public Delivery refusing(List<String> others) {
            return new Delivery(id, sync, syncId, targetSystem, targetRecordId, sourceSystem, sourceRecordId, operation, state,
                    attempts, dueAt, since, lastAt, error, payload, kind,
                    Stream.concat(fields.stream(), others.stream()).distinct().toList(), run);
        }

        /** Returns the same after one more try, at {@code now}; to be tried again at {@code due}. */
        public Delivery triedAgain(Instant now, Instant due, String error) {
            return new Delivery(id, sync, syncId, targetSystem, targetRecordId, sourceSystem, sourceRecordId, operation, state,
                    attempts + 1, due, since, now, error, payload, kind, fields, run);
        }

        /** Returns the same, as asked for by a run. */
        public Delivery ofRun(Long asking) {
            return new Delivery(id, sync, syncId, targetSystem, targetRecordId, sourceSystem, sourceRecordId, operation, state,
                    attempts, dueAt, since, lastAt, error, payload, kind, fields, asking);
        }
    }

    /** What is to be tried by now. */
    static final String DUE = "(state = 'WAITING' OR state = 'FAILED' AND kind IN ('UNIQUE', 'REFERENCE'))"
            + " AND due_at <= :now AND target_system IS NOT NULL";

    private final StoreDatabase database;

    public Deliveries(StoreDatabase database) {
        this.database = database;
    }

    /**
     * Notes deliveries, each in the place of what was noted for the same thing and target before, and reports that could
     * not be mapped, each in the place of an earlier one of the same record. What is in its place keeps its id.
     *
     * @param deliveries at most one for each thing and target, or record
     */
    public void save(Collection<Delivery> deliveries) {
        database.jdbi().useHandle(handle -> save(handle, deliveries));
    }

    static void save(Handle handle, Collection<Delivery> deliveries) {
        Map<Boolean, List<Delivery>> byTarget =
                deliveries.stream().collect(Collectors.partitioningBy(one -> one.targetSystem() != null));
        save(handle, byTarget.get(true), "delivery.sync_id = given.sync_id AND delivery.target_system = given.target");
        save(handle, byTarget.get(false), "delivery.source_record_id = given.source_record"
                + " AND delivery.source_system = given.source AND delivery.target_system IS NULL");
    }

    private static void save(Handle handle, List<Delivery> deliveries, String samePlace) {
        Columns.of(deliveries).text("sync", Delivery::sync).text("sync_id", Delivery::syncId)
                .text("target", Delivery::targetSystem).text("target_record", Delivery::targetRecordId)
                .text("source", Delivery::sourceSystem).text("source_record", Delivery::sourceRecordId)
                .text("operation", one -> one.operation().name()).text("state", one -> one.state().name())
                .number("attempts", Delivery::attempts).time("due", Delivery::dueAt).time("first", Delivery::since)
                .time("last", Delivery::lastAt).text("error", one -> Rows.words(one.error()))
                .text("payload", one -> StoreJson.write(one.payload()))
                .text("kind", one -> one.kind() == null ? null : one.kind().name())
                .text("fields", one -> one.fields().isEmpty() ? null : StoreJson.write(one.fields()))
                .number("run", Delivery::run)
                .execute(handle, "MERGE INTO delivery USING (SELECT * FROM <rows>) AS given ON delivery.sync = given.sync AND "
                        + samePlace + """

                        WHEN MATCHED THEN UPDATE SET sync_id = given.sync_id, target_record_id = given.target_record,
                            source_system = given.source, source_record_id = given.source_record, operation = given.operation,
                            state = given.state, attempts = given.attempts, due_at = given.due, first_at = given.first,
                            last_at = given.last, error = given.error, payload = given.payload, kind = given.kind, fields = given.fields,
                            run_id = given.run
                        WHEN NOT MATCHED THEN INSERT (sync, sync_id, target_system, target_record_id, source_system,
                                source_record_id, operation, state, attempts, due_at, first_at, last_at, error, payload, kind, fields, run_id)
                            VALUES (given.sync, given.sync_id, given.target, given.target_record, given.source,
                                given.source_record, given.operation, given.state, given.attempts, given.due, given.first,
                                given.last, given.error, given.payload, given.kind, given.fields, given.run)""");
    }

    /** Removes what was noted for the targets. */
    public void settled(String sync, Collection<Target> targets) {
        Map<String, List<String>> bySystem = targets.stream().collect(
                Collectors.groupingBy(Target::system, Collectors.mapping(Target::syncId, Collectors.toList())));
        database.jdbi().useHandle(handle -> bySystem.forEach((system, ids) -> handle.createUpdate("""
                DELETE FROM delivery WHERE sync = :sync AND target_system = :system AND sync_id = ANY(:ids)""")
                .bind("sync", sync).bind("system", system).bindArray("ids", String.class, ids.toArray()).execute()));
    }

    /**
     * Removes what was noted of records' reports.
     *
     * @param mapped records that could be mapped, whatever was noted of them
     * @param taken records whose changes are set aside no longer
     */
    public void reported(String sync, Collection<RecordRef> mapped, Collection<RecordRef> taken) {
        Map<String, List<String>> mappedIds = idsBySystem(mapped);
        Map<String, List<String>> takenIds = idsBySystem(taken);
        Set<String> systems = new HashSet<>(mappedIds.keySet());
        systems.addAll(takenIds.keySet());
        database.jdbi().useHandle(handle -> systems.forEach(system -> handle.createUpdate("""
                DELETE FROM delivery WHERE sync = :sync AND target_system IS NULL AND source_system = :system
                AND (source_record_id = ANY(:mapped) OR source_record_id = ANY(:taken) AND state = 'WAITING')""")
                .bind("sync", sync).bind("system", system)
                .bindArray("mapped", String.class, mappedIds.getOrDefault(system, List.of()).toArray())
                .bindArray("taken", String.class, takenIds.getOrDefault(system, List.of()).toArray()).execute()));
    }

    private static Map<String, List<String>> idsBySystem(Collection<RecordRef> records) {
        return records.stream().collect(
                Collectors.groupingBy(RecordRef::system, Collectors.mapping(RecordRef::recordId, Collectors.toList())));
    }

    /** Returns why the newest reports of the records could not be mapped, of those that could not. */
    public Map<RecordRef, String> unmapped(String sync, Collection<RecordRef> records) {
        var errors = new HashMap<RecordRef, String>();
        database.jdbi().useHandle(handle -> idsBySystem(records).forEach((system, ids) -> handle.createQuery("""
                SELECT source_record_id, error FROM delivery WHERE sync = :sync AND target_system IS NULL
                AND source_system = :system AND source_record_id = ANY(:ids) AND state = 'FAILED'""")
                .bind("sync", sync).bind("system", system).bindArray("ids", String.class, ids.toArray())
                .map((row, context) -> errors.put(new RecordRef(system, row.getString("source_record_id")), row.getString("error")))
                .list()));
        return errors;
    }

    /** Returns what stands for the record's changes while they are set aside. */
    public Optional<Delivery> setAside(String sync, RecordRef record) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM delivery WHERE sync = :sync AND target_system IS NULL AND source_system = :system
                AND source_record_id = :record AND state = 'WAITING'""")
                .bind("sync", sync).bind("system", record.system()).bind("record", record.recordId())
                .map((row, context) -> delivery(row)).findOne());
    }

    /** Returns until when changes of these records wait that are set aside; what is not, or has been woken, is absent. */
    public Map<RecordRef, Instant> setAside(String sync, Collection<RecordRef> records, Instant now) {
        Map<RecordRef, Instant> aside = database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT source_system, source_record_id, MAX(inbox.due_at) AS due_at FROM delivery
                JOIN inbox ON inbox.sync = delivery.sync AND inbox.system = source_system AND inbox.record_id = source_record_id
                WHERE delivery.sync = :sync AND source_record_id = ANY(:ids) AND target_system IS NULL AND state = 'WAITING'
                AND inbox.due_at > :now GROUP BY source_system, source_record_id""")
                .bind("sync", sync).bind("now", Rows.time(now))
                .bindArray("ids", String.class, records.stream().map(RecordRef::recordId).distinct().toArray())
                .map((row, context) -> Map.entry(new RecordRef(row.getString("source_system"), row.getString("source_record_id")),
                        Rows.time(row, "due_at"))).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        aside.keySet().retainAll(Set.copyOf(records));
        return aside;
    }

    /** Returns deliveries that are to be tried again now; fewer than {@code limit} where their things are large. */
    public List<Delivery> due(String sync, Instant now, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM (
                    SELECT due.*, SUM(size) OVER (ORDER BY due_at, id) AS filled FROM (
                        SELECT delivery.*, COALESCE((SELECT OCTET_LENGTH(state) FROM entity WHERE entity.sync = delivery.sync
                            AND entity.id = delivery.sync_id), 0) AS size
                        FROM delivery
                        WHERE sync = :sync AND %s
                        ORDER BY due_at, id FETCH FIRST :limit ROWS ONLY) due) summed
                WHERE filled - size < :bytes ORDER BY due_at, id""".formatted(DUE))
                .bind("sync", sync).bind("now", Rows.time(now)).bind("limit", limit).bind("bytes", Rows.BATCH_BYTES).map((row, context) -> delivery(row)).list());
    }

    /** Returns what could not be delivered of the things, by sync id. */
    public Map<String, List<Delivery>> of(String sync, Collection<String> syncIds) {
        if (syncIds.isEmpty()) {
            return Map.of();
        }
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT * FROM delivery WHERE sync = :sync AND sync_id = ANY(:ids)").bind("sync", sync)
                .bindArray("ids", String.class, syncIds.toArray()).map((row, context) -> delivery(row))
                .collect(Collectors.groupingBy(Delivery::syncId)));
    }

    /** Says whether writes of the sync are under way: noted, and not answered for the first time. */
    public boolean isWriting(String sync) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT EXISTS (SELECT 1 FROM note WHERE sync = :sync)
                    OR EXISTS (SELECT 1 FROM delivery WHERE sync = :sync AND state = 'WAITING' AND attempts = 0)""")
                .bind("sync", sync).mapTo(Boolean.class).one());
    }

    /** Returns deliveries, newest first; {@code null} stands for every sync or state. */
    public Page<Delivery> list(String sync, State state, Long beforeId, int size) {
        List<Delivery> found = database.jdbi().withHandle(handle -> handle.createQuery("""
                SELECT * FROM delivery WHERE (CAST(:sync AS VARCHAR) IS NULL OR sync = :sync)
                AND (CAST(:state AS VARCHAR) IS NULL OR state = :state) AND id < :before
                ORDER BY id DESC FETCH FIRST :size ROWS ONLY""")
                .bind("sync", sync).bind("state", state == null ? null : state.name())
                .bind("before", beforeId == null ? Long.MAX_VALUE : beforeId).bind("size", size)
                .map((row, context) -> delivery(row)).list());
        return new Page<>(found, found.size() < size ? null : found.get(found.size() - 1).id());
    }

    public Optional<Delivery> find(long id) {
        return database.jdbi().withHandle(handle -> find(handle, id));
    }

    private static Optional<Delivery> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM delivery WHERE id = :id").bind("id", id).map((row, context) -> delivery(row)).findOne();
    }

    /** Lets a delivery be tried again at once. */
    public void retry(long id, Instant now) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "UPDATE delivery SET state = 'WAITING', due_at = :now WHERE id = :id").bind("now", Rows.time(now))
                .bind("id", id).execute());
    }

    /** Forgets what was noted; the next change of the record notes it again if it still fails. */
    public boolean discard(long id) {
        return database.jdbi().withHandle(handle -> handle.createUpdate("DELETE FROM delivery WHERE id = :id")
                .bind("id", id).execute() == 1);
    }

    /** Lets what waits for the system be tried again now. */
    public void wake(String system, Instant now) {
        database.jdbi().useHandle(handle -> handle.createUpdate(
                "UPDATE delivery SET due_at = :now WHERE target_system = :system AND state = 'WAITING' AND due_at > :now")
                .bind("now", Rows.time(now)).bind("system", system).execute());
    }

    /** Lets what other records stand in the way of be tried again at {@code due}, since something has changed in the systems. */
    public void makeRoom(Collection<String> systems, Instant due) {
        if (!systems.isEmpty()) {
            database.jdbi().useHandle(handle -> handle.createUpdate("""
                    UPDATE delivery SET due_at = :due WHERE target_system = ANY(:systems) AND state = 'FAILED'
                    AND kind IN ('UNIQUE', 'REFERENCE') AND due_at > :due""")
                    .bind("due", Rows.time(due)).bindArray("systems", String.class, systems.toArray()).execute());
        }
    }

    /** Lets writes that do nothing but wait for a parent fail where the parent's own write has failed, with that reason. */
    public void failWithParents(Instant now) {
        database.jdbi().useHandle(handle -> handle.createQuery("""
                SELECT child.id, MIN(parent.error) AS why FROM waiting_child
                JOIN delivery child ON child.sync = waiting_child.sync AND child.sync_id = waiting_child.child
                    AND child.target_system = waiting_child.system AND child.state = 'WAITING' AND child.kind IS NULL AND child.due_at > :now
                JOIN delivery parent ON parent.sync = waiting_child.parent_sync AND parent.sync_id = waiting_child.parent
                    AND parent.target_system = waiting_child.system AND parent.state = 'FAILED'
                WHERE waiting_child.kind = 'WRITE' AND child.id <> parent.id GROUP BY child.id""").bind("now", Rows.time(now))
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("why"))).list()
                .forEach(one -> handle.createUpdate("UPDATE delivery SET state = 'FAILED', error = :error WHERE id = :id AND state = 'WAITING'")
                        .bind("error", Rows.words(find(handle, one.getKey()).map(Delivery::error).orElse("")
                                + " What it points to could not be written there: " + one.getValue())).bind("id", one.getKey()).execute()));
    }

    /** Lets each thing be planned and delivered to its system in the next batch, as if a write had failed. */
    public void request(String sync, Collection<Target> targets, Instant now) {
        save(targets.stream().map(target -> new Delivery(0, sync, target.syncId(), target.system(), null, null, null, Operation.UPDATE,
                State.WAITING, 0, now, now, now, null, null)).toList());
    }

    /** Returns how many there are, by sync and state. */
    public Map<String, Map<State, Long>> counts() {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("SELECT sync, state, COUNT(*) AS number FROM delivery GROUP BY sync, state")
                .reduceRows(new HashMap<>(), (counts, row) -> {
                    counts.computeIfAbsent(row.getColumn("sync", String.class), sync -> new HashMap<>())
                            .put(State.valueOf(row.getColumn("state", String.class)), row.getColumn("number", Long.class));
                    return counts;
                }));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(row.getLong("id"), row.getString("sync"), row.getString("sync_id"), row.getString("target_system"),
                row.getString("target_record_id"), row.getString("source_system"), row.getString("source_record_id"),
                Operation.valueOf(row.getString("operation")), State.valueOf(row.getString("state")), row.getInt("attempts"),
                Rows.time(row, "due_at"), Rows.time(row, "first_at"), Rows.time(row, "last_at"), row.getString("error"),
                StoreJson.readMap(row.getString("payload")),
                row.getString("kind") == null ? null : Refusal.valueOf(row.getString("kind")), StoreJson.readTexts(row.getString("fields")),
                row.getObject("run_id", Long.class));
    }
}
