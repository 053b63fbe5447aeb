package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.store.Children.Kind;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Handler;

/**
 * Holds back what cannot be written yet, since what it points to has no record in the system: a create as a whole, of an
 * update only the field. Nothing is created in a system before its {@link FirstScan} is through. Creates that wait for one another in a circle are let through without it, and updated later.
 */
@ApplicationScoped
@Unremovable
public class Holding {

    private final Things things;
    private final References references;
    private final FirstScan firstScan;

    public Holding(Things things, References references, FirstScan firstScan) {
        this.firstScan = firstScan;
        this.things = things;
        this.references = references;
    }

    @Handler
    public Decided hold(Decided decided) {
        return holdForParents(holdForScans(decided));
    }

    private Decided holdForScans(Decided decided) {
        Batch batch = decided.batch();
        Set<String> awaited = decided.planned().filter(step -> step.intent() instanceof Intent.Create)
                .map(step -> step.intent().system()).distinct().filter(system -> firstScan.isAwaited(batch.sync(), system))
                .collect(Collectors.toSet());
        return awaited.isEmpty() ? decided : decided.writing(apply -> awaited.contains(apply.system()) ? withoutCreates(batch, apply) : apply);
    }

    /** Holds back what points to records that the system does not have yet. */
    Decided holdForParents(Decided decided) {
        Batch batch = decided.batch();
        if (batch.pointers.isEmpty()) {
            return decided;
        }
        load(decided);
        Circles circles = references.circles(decided.planned().flatMap(step -> waits(batch, step).stream()).toList());
        return decided.writing(apply -> new Decision.Apply(batch, apply.system(), steps(batch, apply, circles)));
    }

    private static Decision.Apply withoutCreates(Batch batch, Decision.Apply apply) {
        Map<Boolean, List<Step>> creates = apply.steps().stream()
                .collect(Collectors.partitioningBy(step -> step.intent() instanceof Intent.Create));
        creates.get(true).forEach(step -> Undelivered.awaitsScan(batch, step));
        return new Decision.Apply(batch, apply.system(), creates.get(false));
    }

    private record Place(String parent, String system) {
    }

    /** Looks up the records of all parents, also of those that this batch has created. */
    private void load(Decided decided) {
        Batch batch = decided.batch();
        var wanted = new HashMap<Place, Set<String>>();
        decided.planned().forEach(step -> pointing(batch, step).forEach((field, syncId) -> {
            var place = new Place(batch.pointers.parents().get(field), step.intent().system());
            if (!batch.pointers.knowsRecord(place.parent(), place.system(), syncId)) {
                wanted.computeIfAbsent(place, key -> new HashSet<>()).add(syncId);
            }
        }));
        wanted.forEach((place, syncIds) -> {
            things.recordIds(place.parent(), place.system(), syncIds)
                    .forEach((syncId, id) -> batch.pointers.isThing(place.parent(), place.system(), id, syncId));
            if (place.parent().equals(batch.sync())) {
                syncIds.forEach(syncId -> ownRecord(batch, syncId, place.system())
                        .ifPresent(id -> batch.pointers.isThing(place.parent(), place.system(), id, syncId)));
            }
        });
    }

    private static Optional<String> ownRecord(Batch batch, String syncId, String system) {
        return Optional.ofNullable(batch.thing(syncId)).map(thing -> thing.shadows().get(system))
                .filter(shadow -> shadow.presence() != Presence.GONE).map(shadow -> shadow.ref().recordId());
    }

    private List<Step> steps(Batch batch, Decision.Apply apply, Circles circles) {
        Set<String> unheard = references.waiting(batch.sync(), apply.system(), apply.steps().stream()
                .filter(step -> !pointing(batch, step).isEmpty()).flatMap(step -> recordId(batch, step).stream()).toList());
        var steps = new ArrayList<Step>();
        for (Step step : apply.steps()) {
            step(batch, step, circles, recordId(batch, step).filter(id -> unheard.contains(id) || isUnheard(batch, apply.system(), id))
                    .isPresent()).ifPresent(steps::add);
        }
        return steps;
    }

    private static boolean isUnheard(Batch batch, String system, String recordId) {
        return !References.waits(batch, new RecordRef(system, recordId)).isEmpty();
    }

    private static Optional<String> recordId(Batch batch, Step step) {
        Shadow shadow = batch.thing(step.syncId()).shadows().get(step.intent().system());
        return Optional.ofNullable(shadow).map(known -> known.ref().recordId());
    }

    /** @param isUnheard whether what the record itself points to is not known yet, so that it must not be overwritten */
    private static Optional<Step> step(Batch batch, Step step, Circles circles, boolean isUnheard) {
        List<Wait> waits = waits(batch, step);
        batch.release(step);
        if (waits.isEmpty() && !isUnheard) {
            return Optional.of(step);
        }
        if (!waits.isEmpty()) {
            batch.hold(step, waits);
        }
        if (step.intent() instanceof Intent.Create
                && waits.stream().anyMatch(wait -> !circles.leadsTo(wait.parent(), wait.child()))) {
            circles.addAll(waits);
            return Optional.empty();
        }
        Set<String> left = new HashSet<>(isUnheard ? batch.pointers.parents().keySet() : Set.of());
        waits.forEach(wait -> left.add(wait.field()));
        return without(step, left);
    }

    /** Returns the step without these fields; empty where nothing is left of it. */
    static Optional<Step> without(Step step, Set<String> fields) {
        return Optional.of(step.without(fields)).filter(left -> !(left.intent() instanceof Intent.Update update && update.isEmpty()));
    }

    /** Returns what the write waits for. */
    private static List<Wait> waits(Batch batch, Step step) {
        String system = step.intent().system();
        var waits = new ArrayList<Wait>();
        pointing(batch, step).forEach((field, syncId) -> {
            String parent = batch.pointers.parents().get(field);
            if (!batch.pointers.knowsRecord(parent, system, syncId)) {
                waits.add(new Wait(node(batch, step), field, new Node(Kind.WRITE, parent, system, syncId), batch.now()));
            }
        });
        return waits;
    }

    /** Returns what waits from here on. */
    static List<Wait> waits(Batch batch) {
        return Stream.concat(References.waits(batch).stream(), batch.held().values().stream().flatMap(one -> one.waits().stream())).toList();
    }

    /** Returns what was looked at and does not wait, or not for the same any more. */
    static Set<Node> unheld(Batch batch) {
        Stream<Node> read = batch.read.stream().map(ref -> References.node(batch, ref));
        Stream<Node> written = batch.touched().stream().flatMap(syncId -> batch.policy().targets().stream()
                .filter(system -> !batch.held().containsKey(new Target(syncId, system)))
                .map(system -> new Node(Kind.WRITE, batch.sync(), system, syncId)));
        Set<Node> waiting = waits(batch).stream().map(Wait::child).collect(Collectors.toSet());
        return Stream.concat(read, written).filter(node -> !waiting.contains(node)).collect(Collectors.toSet());
    }

    static Node node(Batch batch, Step step) {
        return new Node(Kind.WRITE, batch.sync(), step.intent().system(), step.syncId());
    }

    /** Returns the sync ids that are to be written, by field. */
    private static Map<String, String> pointing(Batch batch, Step step) {
        var pointing = new LinkedHashMap<String, String>();
        CanonicalRecord values = step.intent().values();
        batch.pointers.parents().keySet().stream().filter(field -> values.get(field) != null)
                .forEach(field -> pointing.put(field, Pointers.text(values.get(field))));
        return pointing;
    }
}
