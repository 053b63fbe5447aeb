package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Absorbed;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.OrphanPolicy;
import io.syncbridge.reconcile.Policy;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.ReviewItem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Handler;

/** The reconciling stage: takes the batch's observations into its things, and decides what goes where. */
@ApplicationScoped
@Unremovable
public class Reconciling {

    private final Returning returning;

    public Reconciling(Returning returning) {
        this.returning = returning;
    }

    @Handler
    public Decided reconcile(Batch batch) {
        if (!batch.isOpen()) {
            return new Decided(batch, List.of());
        }
        batch.takeAnswers().forEach(review -> settle(batch, review));
        absorb(batch);
        batch.things().stream().toList().forEach(thing -> turnBack(batch, thing));
        returning.settle(batch);
        absorb(batch);
        var decided = new Decided(batch, decide(batch));
        batch.open.clear();
        return decided;
    }

    private record Taken(RecordRef cause, Absorbed absorbed) {
    }

    /** Things have nothing to do with one another, so that their rules are applied side by side. */
    private static void absorb(Batch batch) {
        Map<String, List<Observation>> byThing = batch.observations.values().stream().flatMap(List::stream).collect(
                Collectors.groupingBy(seen -> batch.thingOf(seen.ref()).syncId(), LinkedHashMap::new, Collectors.toList()));
        byThing.entrySet().parallelStream().map(entry -> absorb(batch, batch.thing(entry.getKey()), entry.getValue()))
                .toList().stream().flatMap(List::stream).forEach(taken -> {
                    batch.put(taken.absorbed().thing());
                    batch.open.add(taken.absorbed().thing().syncId());
                    batch.found(taken.absorbed().thing(), taken.cause(), taken.absorbed().findings());
                });
        batch.observations.clear();
    }

    private static List<Taken> absorb(Batch batch, Thing thing, List<Observation> seen) {
        var taken = new ArrayList<Taken>();
        Thing now = thing;
        for (Observation observation : seen) {
            Absorbed absorbed = Reconcile.absorb(now, observation, batch.policy());
            String system = observation.ref().system();
            now = Reconcile.remembering(absorbed.thing(), now, system, batch.now(), batch.facts().lag(system));
            taken.add(new Taken(observation.ref(), new Absorbed(now, absorbed.findings())));
        }
        return taken;
    }

    /** Carries out what a person decided; a missing record that is to be kept is created where it is missing. */
    private static void settle(Batch batch, ReviewItem review) {
        Thing thing = batch.thing(review.syncId());
        if (thing == null || review.linked().isPresent()) {
            return;
        }
        if (review.kind() == Reviews.Kind.UNDO) {
            TakingBack.carryOut(batch, thing, review);
            return;
        }
        Thing settled = review.field().equals(Thing.RECORD)
                ? Reconcile.settleRecord(thing, Reviews.KEEP.equals(review.answer()), review.settledBy(), batch.now(), batch.policy())
                : Reconcile.settle(thing, review.field(), batch.forms().canonical(review.field(), review.answer()), review.settledBy(), batch.now());
        batch.put(settled);
        batch.open.add(review.syncId());
        if (review.kind() == Reviews.Kind.ORPHAN) {
            batch.toCreate.add(review.syncId());
        }
    }

    /** Turns back what a person rejected at a brake: the record lives, the field keeps its value. */
    private static void turnBack(Batch batch, Thing thing) {
        Thing before = batch.known(thing.syncId()).before();
        if (before == null || batch.taken().brakeDecisions().isEmpty()) {
            return;
        }
        if (thing.base().isDeleted() && !before.base().isDeleted()) {
            rejection(batch, thing, Braking.DELETE).ifPresent(brake ->
                    batch.put(Reconcile.settleRecord(thing, true, brake.decidedBy(), batch.now(), batch.policy())));
        }
        before.base().values().fields().stream().filter(field -> before.base().values().get(field) != null
                && thing.base().values().get(field) == null).forEach(field -> rejection(batch, thing, Braking.BLANK + field)
                        .ifPresent(brake -> batch.put(Reconcile.settle(batch.thing(thing.syncId()), field,
                                before.base().values().get(field), brake.decidedBy(), batch.now()))));
    }

    private static Optional<Brake> rejection(Batch batch, Thing thing, String subject) {
        return batch.arrivals().decision(batch.known(thing.syncId()), subject).filter(brake -> brake.state() == Brakes.State.REJECTED);
    }

    private record Planned(String syncId, List<Intent> intents) {
    }

    private static Planned plan(Batch batch, String syncId) {
        return new Planned(syncId, intents(batch, syncId).stream()
                .filter(intent -> !batch.answers.hasGivenUp(syncId, intent.system())).toList());
    }

    private static List<Intent> intents(Batch batch, String syncId) {
        Policy policy = batch.toCreate.contains(syncId) ? batch.policy().creatingOrphans() : batch.policy();
        Thing thing = batch.thing(syncId);
        if (!batch.known(thing.syncId()).undone().isEmpty()) {
            return TakingBack.plan(batch, thing);
        }
        List<Intent> unfinished = TakingBack.unfinished(batch, thing);
        return unfinished.isEmpty() ? Reconcile.plan(thing, policy) : unfinished;
    }

    private static List<Decision> decide(Batch batch) {
        Map<String, List<Step>> apply = new LinkedHashMap<>();
        var review = new ArrayList<Step>();
        var orphans = new ArrayList<Step>();
        var skip = new ArrayList<String>();
        Set<String> tooLate = batch.joining().tooLate(batch.policy().systems());
        for (Planned planned : batch.open.parallelStream().map(syncId -> plan(batch, syncId)).toList()) {
            if (planned.intents().isEmpty()) {
                skip.add(planned.syncId());
            }
            for (Intent intent : planned.intents()) {
                var step = new Step(planned.syncId(), intent);
                if (tooLate.contains(intent.system())) {
                    Undelivered.later(batch, step);
                } else if (intent instanceof Intent.Orphan orphan) {
                    (orphan.how() == OrphanPolicy.REVIEW ? review : orphans).add(step);
                } else {
                    apply.computeIfAbsent(intent.system(), system -> new ArrayList<>()).add(step);
                }
            }
        }
        var decisions = new ArrayList<Decision>();
        apply.forEach((system, steps) -> decisions.add(new Decision.Apply(batch, system, List.copyOf(steps))));
        if (!review.isEmpty()) {
            decisions.add(new Decision.Review(batch, review));
        }
        if (!orphans.isEmpty()) {
            decisions.add(new Decision.Orphan(batch, orphans));
        }
        if (!skip.isEmpty()) {
            decisions.add(new Decision.Skip(batch, skip));
        }
        return decisions;
    }
}
