package io.syncbridge.pipeline;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Things;
import io.syncbridge.store.Things.MatchKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the other systems for records that are the same as a new thing's, before it is created there: with one call for
 * each system and match rule. This is what keeps a record that exists on both sides from being doubled, and one whose
 * creation was never answered from being created again.
 */
@ApplicationScoped
class Counterparts {

    private final Systems systems;
    private final References references;
    private final Loading loading;
    private final Markers markers;

    Counterparts(Systems systems, References references, Loading loading, BridgeConfig config) {
        this.loading = loading;
        this.systems = systems;
        this.references = references;
        this.markers = new Markers(config.name());
    }

    void find(Batch batch, List<Thing> newcomers) {
        for (String system : batch.policy().systems()) {
            if (systems.knows(batch.sync(), system, SyncAction.FIND)) {
                find(batch, system, newcomers);
            }
        }
    }

    /** Asks for records that an earlier batch may have created: it failed, but the system may have done it all the same. */
    void findCreated(Batch batch) {
        var tried = new LinkedHashMap<String, List<Thing>>();
        batch.things().forEach(thing -> batch.undelivered(thing.syncId()).stream()
                .filter(delivery -> isUnanswered(batch, thing, delivery))
                .forEach(delivery -> tried.computeIfAbsent(delivery.targetSystem(), system -> new ArrayList<>()).add(thing)));
        tried.forEach((system, things) -> {
            if (systems.knows(batch.sync(), system, SyncAction.FIND)) {
                find(batch, system, things);
                things.forEach(thing -> await(batch, batch.thing(thing.syncId()), system));
            }
            things.stream().filter(thing -> Nameless.isAwaited(batch, thing, system)).forEach(thing -> batch.ledger.unknown(thing, system,
                    recordOf(batch, thing), new SystemCallException("The record that was created in " + system + " is not found there yet."
                            + " It is looked for again, and not created a second time.", true, null)));
        });
    }

    /** Returns the record that an answer without an id has created: the only one that matches and is not known. */
    Optional<Change> created(Batch batch, Answer answer) {
        String system = answer.system();
        if (!(answer.step().intent() instanceof Intent.Create create) || !systems.knows(batch.sync(), system, SyncAction.FIND)) {
            return Optional.empty();
        }
        for (int rule = 0; rule < batch.definition().match().size(); rule++) {
            Optional<MatchKey> key = MatchKeys.of(batch.definition(), rule, create.values());
            Mapped<Map<String, Object>> fields = batch.definition().mapping().fromCanonical(system,
                    only(create.values(), batch.definition().match().get(rule)));
            if (key.isPresent() && fields.ok() && !fields.value().isEmpty()) {
                List<Observation> found = byKey(batch, rule, systems.find(batch.sync(), system, List.of(byPath("", fields.value()))))
                        .getOrDefault(key.get(), List.of());
                if (found.size() == 1) {
                    return Optional.of(batch.causes.get(found.get(0).ref()));
                }
            }
        }
        return Optional.empty();
    }

    /** A create without a certain answer may have been made and not show yet: it is not made again so soon. */
    private static void await(Batch batch, Thing thing, String system) {
        batch.undelivered(thing.syncId()).stream()
                .filter(delivery -> system.equals(delivery.targetSystem()) && isUnanswered(batch, thing, delivery) && isUncertain(delivery))
                .filter(delivery -> batch.now().isBefore(delivery.since().plus(batch.lag(system))))
                .findFirst().ifPresent(delivery -> batch.ledger.awaited(delivery, delivery.since().plus(batch.lag(system))));
    }

    /** Says whether the system may have made a create: the bridge stopped before the answer, or the answer was that of a system in trouble. */
    private static boolean isUncertain(Delivery delivery) {
        return (delivery.attempts() == 0 || delivery.kind() == Refusal.PASSING) && delivery.payload() != null && !delivery.payload().isEmpty();
    }

    private static boolean isUnanswered(Batch batch, Thing thing, Delivery delivery) {
        return delivery.targetSystem() != null && delivery.operation() == Operation.CREATE
                && batch.isFree(thing, delivery.targetSystem());
    }

    private void find(Batch batch, String system, List<Thing> things) {
        List<Thing> unpaired = new ArrayList<>(things);
        for (int rule = 0; rule < batch.definition().match().size() && !unpaired.isEmpty(); rule++) {
            unpaired.removeIf(thing -> !batch.isFree(thing, system) || isHeld(batch, thing));
            find(batch, system, rule, unpaired);
        }
        unpaired.removeIf(thing -> !batch.isFree(thing, system) || isHeld(batch, thing));
        findMarked(batch, system, unpaired);
    }

    /**
     * Asks for records that carry the marker of a thing which match rules do not find: one whose own record carries it too, as in a
     * new store, and one that an unanswered attempt may have created without a value to match by.
     */
    private void findMarked(Batch batch, String system, List<Thing> things) {
        String field = batch.definition().system(system).marker();
        Map<String, Thing> seekers = new LinkedHashMap<>();
        things.stream().filter(thing -> isMarked(batch, thing, recordOf(batch, thing))
                        || MatchKeys.of(batch.definition(), valuesOf(batch, thing)).isEmpty() && !attempted(batch, thing, system).isEmpty())
                .forEach(thing -> seekers.put(thing.syncId(), thing));
        if (field == null || seekers.isEmpty()) {
            return;
        }
        try {
            List<Map<String, Object>> wanted = seekers.keySet().stream().map(syncId -> Map.<String, Object>of(field, markers.of(syncId))).toList();
            Map<String, List<Observation>> found = free(batch, systems.find(batch.sync(), system, wanted)).stream()
                    .collect(Collectors.groupingBy(one -> markers.syncId(batch.causes.get(one.ref()).record().get(field)).orElse("")));
            seekers.forEach((syncId, thing) -> pair(batch, "carries the bridge's marker", List.of(thing), found.getOrDefault(syncId, List.of())));
        } catch (SystemCallException e) {
            seekers.values().forEach(thing -> batch.ledger.unknown(thing, system, recordOf(batch, thing), e));
        }
    }

    private static boolean isHeld(Batch batch, Thing thing) {
        return !batch.thing(thing.syncId()).inReview().isEmpty();
    }

    private void find(Batch batch, String system, int rule, List<Thing> newcomers) {
        var seekers = new LinkedHashMap<MatchKey, List<Thing>>();
        var wanted = new ArrayList<Map<String, Object>>();
        for (Thing thing : newcomers) {
            CanonicalRecord values = valuesOf(batch, thing).with(attempted(batch, thing, system));
            seek(batch, system, rule, values).ifPresent(sought -> {
                seekers.computeIfAbsent(sought.key(), k -> new ArrayList<>()).add(thing);
                wanted.add(sought.fields());
            });
        }
        if (wanted.isEmpty()) {
            return;
        }
        try {
            Map<MatchKey, List<Observation>> found = byKey(batch, rule, systems.find(batch.sync(), system, wanted));
            seekers.forEach((key, things) -> pair(batch, Matching.rule(batch, rule), things, found.getOrDefault(key, List.of()).stream()
                    .filter(observation -> isThere(observation)
                            || things.stream().anyMatch(thing -> isMarked(batch, thing, observation.ref()))).toList()));
        } catch (SystemCallException e) {
            newcomers.forEach(thing -> batch.ledger.unknown(thing, system, recordOf(batch, thing), e));
        }
    }

    /**
     * Asks a system for the records that match what others were that are gone from it, and that belong to nothing yet.
     *
     * @return by the record that is gone
     * @throws SystemCallException if the system cannot be asked
     */
    Map<RecordRef, List<Mapped<Observation>>> successors(Batch batch, String system, List<RecordRef> gone) {
        var successors = new HashMap<RecordRef, List<Mapped<Observation>>>();
        for (int rule = 0; rule < batch.definition().match().size(); rule++) {
            successors(batch, system, rule, gone.stream().filter(ref -> !successors.containsKey(ref)).toList(), successors);
        }
        return successors;
    }

    private void successors(Batch batch, String system, int rule, List<RecordRef> gone, Map<RecordRef, List<Mapped<Observation>>> successors) {
        var seekers = new HashMap<MatchKey, RecordRef>();
        var wanted = new ArrayList<Map<String, Object>>();
        gone.forEach(ref -> seek(batch, system, rule, batch.shadowOf(ref).values()).ifPresent(sought -> {
            seekers.put(sought.key(), ref);
            wanted.add(sought.fields());
        }));
        if (wanted.isEmpty()) {
            return;
        }
        List<Change> found = systems.find(batch.sync(), system, wanted).stream().filter(record -> !gone.contains(record.ref())).toList();
        loading.more(batch, batch.knowledge().load(found.stream().map(Change::ref).toList(), List.of()).syncIds().values());
        references.load(batch, found);
        for (Change record : found) {
            Thing holder = batch.thingOf(record.ref());
            Mapped<Observation> mapped = Observations.of(batch, record);
            RecordRef place = MatchKeys.of(batch.definition(), rule, mapped.value().values()).map(seekers::get).orElse(null);
            if (place != null && mapped.value().presence() == Presence.PRESENT && (holder == null || KeyMoves.isHeldAlone(holder))) {
                batch.causes.putIfAbsent(record.ref(), record);
                successors.computeIfAbsent(place, ref -> new ArrayList<>()).add(mapped);
            }
        }
    }

    /** A record that is asked for. @param fields the system's fields that it has to hold */
    private record Sought(MatchKey key, Map<String, Object> fields) {
    }

    private static Optional<Sought> seek(Batch batch, String system, int rule, CanonicalRecord values) {
        Mapped<Map<String, Object>> fields = batch.definition().mapping().fromCanonical(system,
                only(values, batch.definition().match().get(rule)));
        return MatchKeys.of(batch.definition(), rule, values).filter(key -> fields.ok() && !fields.value().isEmpty())
                .map(key -> new Sought(key, byPath("", fields.value())));
    }

    private static boolean isThere(Observation found) {
        return found.presence() == Presence.PRESENT || found.presence() == Presence.OUTSIDE;
    }

    private Map<MatchKey, List<Observation>> byKey(Batch batch, int rule, List<Change> records) {
        var found = new HashMap<MatchKey, List<Observation>>();
        free(batch, records).forEach(observation -> MatchKeys.of(batch.definition(), rule, observation.values())
                .ifPresent(key -> found.computeIfAbsent(key, k -> new ArrayList<>()).add(observation)));
        return found;
    }

    /** Returns those of the records that belong to no thing. */
    private List<Observation> free(Batch batch, List<Change> records) {
        List<RecordRef> refs = records.stream().map(Change::ref).toList();
        Things.Loaded known = batch.knowledge().load(refs, List.of());
        references.load(batch, records);
        var unclaimed = new ArrayList<Observation>();
        for (Change record : records) {
            Mapped<Observation> mapped = Observations.of(batch, record);
            boolean isTakenAway = known.former().containsKey(record.ref()) && !isThere(mapped.value());
            boolean free = !known.syncIds().containsKey(record.ref()) && batch.thingOf(record.ref()) == null && !isTakenAway;
            if (free) {
                batch.causes.putIfAbsent(record.ref(), record);
                unclaimed.add(mapped.value());
            }
        }
        return unclaimed;
    }

    /** A record outside of its system's scope is taken only where there is none inside; it is never doubled, and left alone. */
    private void pair(Batch batch, String why, List<Thing> seekers, List<Observation> all) {
        List<Observation> inside = all.stream().filter(one -> one.presence() != Presence.OUTSIDE).toList();
        List<Observation> found = inside.isEmpty() ? all : inside;
        if (found.isEmpty()) {
            return;
        }
        if (seekers.size() == 1 && found.size() == 1) {
            Observation counterpart = found.get(0);
            adopt(batch, seekers.get(0), counterpart);
            batch.link(counterpart.ref(), seekers.get(0).syncId());
            batch.observations.computeIfAbsent(counterpart.ref(), ref -> new ArrayList<>()).add(counterpart);
            batch.ledger.paired(counterpart.ref(), seekers.get(0), why);
            return;
        }
        for (Thing seeker : seekers) {
            Thing held = Reconcile.hold(batch.thing(seeker.syncId()), Thing.RECORD);
            batch.put(held);
            batch.ledger.ambiguousFound(recordOf(batch, seeker), held, found, why);
        }
    }

    /**
     * Takes a record for delivered that an unanswered attempt created, so that what people did to either side since then
     * counts: an edit, and a deletion.
     */
    void adopt(Batch batch, Thing thing, Observation found) {
        CanonicalRecord created = created(batch, thing, found);
        if (!created.isEmpty()) {
            batch.put(Reconcile.created(batch.thing(thing.syncId()), new Shadow(found.ref(),
                    found.presence() == Presence.OUTSIDE ? Presence.OUTSIDE : Presence.PRESENT, created, Map.of(), null, null)));
        }
    }

    /** Returns with which values the bridge itself has created the record; empty where it has not, as far as can be told. */
    private CanonicalRecord created(Batch batch, Thing thing, Observation found) {
        CanonicalRecord attempted = attempted(batch, thing, found.ref().system());
        if (isMarked(batch, thing, found.ref())) {
            return attempted.isEmpty() ? forgotten(thing, found) : attempted;
        }
        boolean untouched = isThere(found)
                && attempted.fields().stream().allMatch(field -> Objects.equals(attempted.get(field), found.values().get(field)));
        return untouched ? attempted : CanonicalRecord.EMPTY;
    }

    /**
     * A record of a deleted thing in a system that never had one is of the bridge's own making, even if no attempt is noted
     * any more: nobody takes back what has not been there.
     */
    private static CanonicalRecord forgotten(Thing thing, Observation found) {
        return thing.base().isDeleted() && !thing.shadows().containsKey(found.ref().system())
                ? only(thing.base().values(), found.values().fields().stream().filter(thing.base().values()::has).toList())
                : CanonicalRecord.EMPTY;
    }

    private boolean isMarked(Batch batch, Thing thing, RecordRef ref) {
        String field = batch.definition().system(ref.system()).marker();
        Change report = batch.causes.get(ref);
        return field != null && report != null && report.record() != null
                && markers.syncId(report.record().get(field)).filter(thing.syncId()::equals).isPresent();
    }

    /** Returns what an attempt without an answer wanted to create in the system; empty where there was none. */
    private static CanonicalRecord attempted(Batch batch, Thing thing, String system) {
        return batch.undelivered(thing.syncId()).stream()
                .filter(delivery -> system.equals(delivery.targetSystem()) && isUnanswered(batch, thing, delivery)
                        && delivery.payload() != null).findFirst()
                .map(delivery -> batch.pointers.without(batch.definition().mapping().toCanonical(system, delivery.payload()).value()))
                .orElse(CanonicalRecord.EMPTY);
    }

    /** Nested fields are asked for by their path, with dots between levels. */
    private static Map<String, Object> byPath(String prefix, Map<?, ?> nested) {
        var flat = new LinkedHashMap<String, Object>();
        nested.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flat.putAll(byPath(prefix + key + ".", inner));
            } else {
                flat.put(prefix + key, value);
            }
        });
        return flat;
    }

    private static CanonicalRecord valuesOf(Batch batch, Thing thing) {
        CanonicalRecord values = batch.thing(thing.syncId()).base().values();
        for (Observation observation : batch.observations.getOrDefault(recordOf(batch, thing), List.of())) {
            values = values.with(observation.values());
        }
        return values;
    }

    private static RecordRef recordOf(Batch batch, Thing thing) {
        return batch.recordsOf(thing).get(0);
    }

    private static CanonicalRecord only(CanonicalRecord record, List<String> fields) {
        var values = new LinkedHashMap<String, Object>();
        fields.forEach(field -> values.put(field, record.get(field)));
        return new CanonicalRecord(values);
    }
}
