package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncbridge.demo.salesforce.RecordChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Change Data Capture: the events of three days, in the order of the changes. */
final class ChangeEvents {

    private static final Duration KEPT = Duration.ofHours(72);
    private static final String SCHEMA = "IeRuaY6cbI_HsV8Rv1Mc5g";

    private final OrgDatabase database;
    private final OrgClock clock;
    private final OutboundQueue outbound;

    ChangeEvents(OrgDatabase database, OrgClock clock, OutboundQueue outbound) {
        this.database = database;
        this.clock = clock;
        this.outbound = outbound;
    }

    /** @param data what subscribers get: schema, payload and event */
    record Event(long replayId, String entity, ObjectNode data) {
    }

    /** Which replay ids a subscriber may begin after. */
    record Range(long oldest, long newest) {
    }

    /** Adds the events of one request's changes, in the transaction of the changes; equal changes share one event. */
    void add(Handle handle, List<RecordChange> changes, Origin origin) {
        var groups = new LinkedHashMap<Object, List<RecordChange>>();
        for (RecordChange change : changes) {
            Object group = change.kind() == Kind.CREATE || change.kind() == Kind.UNDELETE ? change
                    : List.of(change.kind(), change.object(), change.values());
            groups.computeIfAbsent(group, none -> new ArrayList<>()).add(change);
        }
        String transaction = UUID.randomUUID().toString();
        int sequence = 1;
        for (List<RecordChange> group : groups.values()) {
            RecordChange first = group.get(0);
            Map<String, Object> header = header(first.object(), first.kind().name(), group.stream().map(RecordChange::id).toList(),
                    origin, transaction, sequence++);
            header.put("changedFields", first.kind() == Kind.UPDATE ? changedFields(first) : List.of());
            add(handle, first.object(), header, payload(first));
        }
        outbound.add(handle, changes);
    }

    /** Adds an event that says that changes of these records were missed. @param kind like {@code GAP_UPDATE} */
    void addGap(SObject object, String kind, List<String> ids) {
        database.write(handle -> {
            add(handle, object, header(object, kind, ids, Origin.PERSON, UUID.randomUUID().toString(), 1), Map.of());
            return null;
        });
    }

    private Map<String, Object> header(SObject object, String kind, List<String> ids, Origin origin, String transaction,
            int sequence) {
        Instant now = clock.now();
        var header = new LinkedHashMap<String, Object>();
        header.put("entityName", object.name());
        header.put("recordIds", ids);
        header.put("changeType", kind);
        header.put("changeOrigin", origin.changeOrigin());
        header.put("transactionKey", transaction);
        header.put("sequenceNumber", sequence);
        header.put("commitTimestamp", now.toEpochMilli());
        header.put("commitNumber", now.toEpochMilli() * 1000);
        header.put("commitUser", origin.user());
        return header;
    }

    private void add(Handle handle, SObject object, Map<String, Object> header, Map<String, Object> values) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("ChangeEventHeader", header);
        payload.putAll(values);
        handle.execute("delete from change_events where at < ? and replay_id < (select max(replay_id) from change_events)",
                at(clock.now().minus(KEPT)));
        handle.execute("insert into change_events (entity, body, at) values (?, ?, ?)", object.name(),
                Json.text(Map.of("schema", SCHEMA, "payload", payload)), at(clock.now()));
    }

    private static Map<String, Object> payload(RecordChange change) {
        var payload = new LinkedHashMap<String, Object>();
        change.values().forEach((name, value) -> {
            Field field = change.object().field(name).orElseThrow();
            Object shown = value instanceof OffsetDateTime time ? Times.inEvent(time.toInstant()) : value;
            if (field.compound() != null) {
                compound(payload, field).put(field.partName(), shown);
            } else if (change.object().fields().stream().noneMatch(part -> name.equals(part.compound()))) {
                payload.put(name, shown);
            }
        });
        return payload;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> compound(Map<String, Object> payload, Field field) {
        return (Map<String, Object>) payload.computeIfAbsent(field.compound(), name -> new LinkedHashMap<String, Object>());
    }

    private static List<String> changedFields(RecordChange change) {
        Stream<String> own = change.values().keySet().stream().map(name -> change.object().field(name).orElseThrow())
                .filter(Field::writable)
                .map(field -> field.compound() == null ? field.name() : field.compound() + "." + field.partName());
        return Stream.concat(own, Stream.of("LastModifiedDate")).toList();
    }

    /** Returns the events after a replay id, oldest first. @param entity the object's name; {@code null} for all */
    List<Event> after(long replayId, String entity, int limit) {
        return database.read(handle -> handle.createQuery("select replay_id, entity, body from change_events"
                        + " where replay_id > :after and (cast(:entity as varchar) is null or entity = :entity)"
                        + " order by replay_id limit :limit")
                .bind("after", replayId).bind("entity", entity).bind("limit", limit)
                .map((row, context) -> event(row.getLong(1), row.getString(2), row.getString(3))).list());
    }

    private static Event event(long replayId, String entity, String body) {
        ObjectNode data = (ObjectNode) Json.tree(body);
        data.set("event", Json.node(Map.of("replayId", replayId)));
        return new Event(replayId, entity, data);
    }

    Range range() {
        return database.read(handle -> handle.createQuery(
                        "select coalesce(min(replay_id) - 1, 0), coalesce(max(replay_id), 0) from change_events")
                .map((row, context) -> new Range(row.getLong(1), row.getLong(2))).one());
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
