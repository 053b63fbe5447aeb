package io.syncbridge.pipeline;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.pipeline.Outcome.About;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Things.MatchKey;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Attempts attempts;

    Counterparts(Systems systems, References references, Loading loading, BridgeConfig config) {
        this.loading = loading;
        this.systems = systems;
        this.references = references;
        this.markers = new Markers(config.name());
        this.attempts = new Attempts(markers);
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
        batch.things().forEach(thing -> batch.known(thing.syncId()).undelivered().stream()
                .filter(delivery -> Attempts.isUnanswered(batch, thing, delivery))
                .forEach(delivery -> tried.computeIfAbsent(delivery.targetSystem(), system -> new ArrayList<>()).add(thing)));
        tried.forEach((system, things) -> {
            if (systems.knows(batch.sync(), system, SyncAction.FIND)) {
                find(batch, system, things);
                things.forEach(thing -> await(batch, batch.thing(thing.syncId()), system));
            }
            things.stream().filter(thing -> Nameless.isAwaited(batch, thing, system)).forEach(thing -> Undelivered.unknown(batch, thing, system,
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
        batch.known(thing.syncId()).undelivered().stream()
                .filter(delivery -> system.equals(delivery.targetSystem()) && Attempts.isUnanswered(batch, thing, delivery) && Attempts.isUncertain(delivery))
                .filter(delivery -> batch.now().isBefore(delivery.since().plus(batch.facts().lag(system))))
                .findFirst().ifPresent(delivery -> Undelivered.awaited(batch, delivery, delivery.since().plus(batch.facts().lag(system))));
    }

    private void find(Batch batch, String system, List<Thing> things) {
        List<Thing> unpaired = new ArrayList<>(things);
        for (int rule = 0; rule < batch.definition().match().size() && !unpaired.isEmpty(); rule++) {
            unpaired.removeIf(thing -> !batch.known(thing.syncId()).isFree(system) || isHeld(batch, thing));
            find(batch, system, rule, unpaired);
        }
        unpaired.removeIf(thing -> !batch.known(thing.syncId()).isFree(system) || isHeld(batch, thing));
        findMarked(batch, system, unpaired);
    }

    /**
     * Asks for records that carry the marker of a thing which match rules do not find: one whose own record carries it too, as in a
     * new store, and one that an unanswered attempt may have created without a value to match by.
     */
    private void findMarked(Batch batch, String system, List<Thing> things) {
        FieldPath field = batch.definition().system(system).marker();
        Map<String, Thing> seekers = new LinkedHashMap<>();
        things.stream().filter(thing -> attempts.isMarked(batch, thing, recordOf(batch, thing))
                        || MatchKeys.of(batch.definition(), valuesOf(batch, thing)).isEmpty() && !Attempts.attempted(batch, thing, system).isEmpty())
                .forEach(thing -> seekers.put(thing.syncId(), thing));
        if (field == null || seekers.isEmpty()) {
            return;
        }
        try {
            List<Map<String, Object>> wanted = seekers.keySet().stream().map(syncId -> Map.<String, Object>of(field.text(), markers.of(syncId))).toList();
            Map<String, List<Observation>> found = free(batch, systems.find(batch.sync(), system, wanted)).stream()
                    .collect(Collectors.groupingBy(one -> markers.syncId(field.get(batch.causes.get(one.ref()).record())).orElse("")));
            seekers.forEach((syncId, thing) -> pair(batch, "carries the bridge's marker", List.of(thing), found.getOrDefault(syncId, List.of())));
        } catch (SystemCallException e) {
            seekers.values().forEach(thing -> Undelivered.unknown(batch, thing, system, recordOf(batch, thing), e));
        }
    }

    private static boolean isHeld(Batch batch, Thing thing) {
        return !batch.thing(thing.syncId()).inReview().isEmpty();
    }

    private void find(Batch batch, String system, int rule, List<Thing> newcomers) {
        var seekers = new LinkedHashMap<MatchKey, List<Thing>>();
        var wanted = new ArrayList<Map<String, Object>>();
        for (Thing thing : newcomers) {
            CanonicalRecord values = valuesOf(batch, thing).with(Attempts.attempted(batch, thing, system));
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
                            || things.stream().anyMatch(thing -> attempts.isMarked(batch, thing, observation.ref()))).toList()));
        } catch (SystemCallException e) {
            newcomers.forEach(thing -> Undelivered.unknown(batch, thing, system, recordOf(batch, thing), e));
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

    static boolean isThere(Observation found) {
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
            attempts.adopt(batch, seekers.get(0), counterpart);
            batch.link(counterpart.ref(), seekers.get(0).syncId());
            batch.observations.computeIfAbsent(counterpart.ref(), ref -> new ArrayList<>()).add(counterpart);
            batch.paired(counterpart.ref(), seekers.get(0), why);
            return;
        }
        for (Thing seeker : seekers) {
            Thing held = Reconcile.hold(batch.thing(seeker.syncId()), Thing.RECORD);
            batch.put(held);
            batch.tell(new Outcome.Ambiguous(new About(held, recordOf(batch, seeker)), found.stream().map(one -> new Claimed(one.ref().system(),
                    one.ref().recordId(), null, one.time())).toList(), why));
        }
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
        return batch.known(thing.syncId()).records().get(0);
    }

    static CanonicalRecord only(CanonicalRecord record, List<String> fields) {
        var values = new LinkedHashMap<String, Object>();
        fields.forEach(field -> values.put(field, record.get(field)));
        return new CanonicalRecord(values);
    }
}
