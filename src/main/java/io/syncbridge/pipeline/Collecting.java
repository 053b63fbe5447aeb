package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Problem;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.WriteResult;
import io.syncbridge.model.WriteResult.Failed;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.LoopGuard;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Handler;

/**
 * Takes in what the systems answered. A record that turned out to have changed in the meantime is read, so that the
 * next round of the pipeline reconciles it again; after {@value #ROUNDS} rounds it waits for its next turn.
 */
@ApplicationScoped
@Unremovable
public class Collecting {

    static final int ROUNDS = 4;

    private final Systems systems;
    private final References references;
    private final Absences absences;
    private final Nameless nameless;

    Collecting(Systems systems, References references, Absences absences, Nameless nameless) {
        this.systems = systems;
        this.references = references;
        this.absences = absences;
        this.nameless = nameless;
    }

    @Handler
    public Batch collect(Decided decided) {
        Batch batch = decided.batch();
        List<Answer> answers = batch.answers.take().stream().map(answer -> answer.result() instanceof WriteResult.Nameless created
                ? nameless.named(batch, answer, created) : answer).toList();
        references.load(batch, answers.stream().map(Collecting::shown).flatMap(Optional::stream).toList());
        List<Optional<Observation>> stored = answers.parallelStream().map(answer -> stored(batch, answer)).toList();
        var joining = new ArrayList<Target>();
        var moved = new LinkedHashMap<String, List<Answer>>();
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.result() instanceof WriteResult.Written written && isIgnored(batch, answer, written, stored.get(i))) {
                Undelivered.failed(batch, answer, new Failed(Refusal.RECORD, "The system answered that it made the update, but the record"
                        + " still holds what it held before; nothing of what was written is in it."));
            } else if (answer.result() instanceof WriteResult.Written written) {
                delivered(batch, answer, written, stored.get(i).orElseThrow());
            } else if (answer.result() instanceof Failed failed) {
                if (answer.refused().isEmpty()) {
                    Undelivered.failed(batch, answer, failed);
                }
            } else if (answer.result() instanceof WriteResult.Missing && isTakenAway(batch, answer)) {
                takenAway(batch, answer);
            } else if (answer.result() instanceof WriteResult.Joins) {
                joins(batch, answer).ifPresent(joining::add);
            } else {
                moved.computeIfAbsent(answer.system(), system -> new ArrayList<>()).add(answer);
            }
        }
        batch.join(joining);
        answers.stream().filter(answer -> !answer.refused().isEmpty()).forEach(answer -> refused(batch, answer, (Failed) answer.result()));
        moved.forEach((system, stale) -> readAgain(batch, system, stale));
        answers.stream().filter(answer -> isUntold(batch, answer)).collect(Collectors.groupingBy(Answer::system, LinkedHashMap::new,
                Collectors.toList())).forEach((system, created) -> readCreated(batch, system, created));
        return batch;
    }

    /** Says whether a create was answered without the record, so that nobody can tell later whether what stands in it is a default or an edit. */
    private static boolean isUntold(Batch batch, Answer answer) {
        Shadow shadow = batch.thing(answer.step().syncId()).shadows().get(answer.system());
        return answer.step().intent() instanceof Intent.Create && answer.result() instanceof WriteResult.Written written
                && written.record() == null && shadow != null && shadow.isPresent() && shadow.deviations().keySet().stream().anyMatch(shadow::isLeftOut);
    }

    /** Looks at records right after they were created; one that does not show yet is looked at when it is reported. */
    private void readCreated(Batch batch, String system, List<Answer> created) {
        if (!systems.knows(batch.sync(), system, SyncAction.READ)) {
            return;
        }
        try {
            List<Change> found = systems.read(batch.sync(), system, created.stream()
                    .map(answer -> batch.thing(answer.step().syncId()).shadows().get(system).ref().recordId()).toList());
            references.load(batch, found);
            found.stream().map(change -> Observations.of(batch, change)).filter(Mapped::ok).forEach(seen -> {
                Looks.take(batch, seen.value(), false);
                batch.open.add(batch.thingOf(seen.value().ref()).syncId());
            });
        } catch (SystemCallException e) {
            created.forEach(answer -> batch.lookAgain(batch.thing(answer.step().syncId()).shadows().get(system).ref(),
                    batch.now().plus(Backoff.afterSystemCall())));
        }
    }

    private static boolean isIgnored(Batch batch, Answer answer, WriteResult.Written written, Optional<Observation> stored) {
        return written.record() != null && !written.changed() && stored.isPresent() && Reconcile.isIgnored(batch.thing(answer.step().syncId()),
                answer.step().intent(), stored.get().values());
    }

    private static boolean isTakenAway(Batch batch, Answer answer) {
        return TakingBack.removes(batch, batch.thing(answer.step().syncId()), answer.system());
    }

    /** Lets go of a record that is gone, as it was to be; an attempt that nobody answered has deleted it, if there was one. */
    private static void takenAway(Batch batch, Answer answer) {
        Thing thing = batch.thing(answer.step().syncId());
        if (batch.known(thing.syncId()).failed().stream().anyMatch(before -> answer.system().equals(before.targetSystem()))) {
            batch.tell(new Outcome.Written(batch.known(thing.syncId()).about(), answer, new RecordRef(answer.system(), answer.recordId()),
                    thing.shadows().get(answer.system()), CanonicalRecord.EMPTY, TakingBack.why(batch, thing, answer.step().intent())));
        }
        batch.put(thing.without(answer.system()));
    }

    /** Notes the fields that a system refused, once the rest of the write is answered; a record that is not there has none. */
    private static void refused(Batch batch, Answer answer, Failed failed) {
        Thing thing = batch.thing(answer.step().syncId());
        boolean there = Optional.ofNullable(thing.shadows().get(answer.system())).filter(shadow -> shadow.presence() != Presence.GONE).isPresent();
        if (there) {
            batch.put(Reconcile.refused(thing, answer.step().intent(), answer.refused()));
            Undelivered.refused(batch, answer, failed);
        } else if (!batch.answers.hasGivenUp(thing.syncId(), answer.system())) {
            Undelivered.failed(batch, answer, failed);
        }
    }

    /** Returns a write that is left to the settling transaction; one that is left again, within that, has failed. */
    private static Optional<Target> joins(Batch batch, Answer answer) {
        if (batch.joining().begun()) {
            Undelivered.failed(batch, answer, new Failed(Refusal.OURS, "The route answered that it takes part in the bridge's transaction, "
                    + "and again within that."));
            return Optional.empty();
        }
        return Optional.of(new Target(answer.step().syncId(), answer.system()));
    }

    private static void delivered(Batch batch, Answer answer, WriteResult.Written written, Observation stored) {
        Map<String, Problem> unread = unreadable(batch, answer, written);
        Answer read = unread.isEmpty() ? answer : new Answer(answer.step().without(unread.keySet()), answer.write(), written);
        take(batch, read, written, stored);
        if (!unread.isEmpty()) {
            Undelivered.unreadBack(batch, answer, stored.ref(), unread);
        }
    }

    /** Returns the problems of fields that were written and cannot be read as the system shows them now. */
    private static Map<String, Problem> unreadable(Batch batch, Answer answer, WriteResult.Written written) {
        if (written.record() == null || answer.step().intent().values().isEmpty()) {
            return Map.of();
        }
        var unread = new LinkedHashMap<>(batch.definition().mapping().unreadable(answer.system(), written.record()));
        unread.keySet().retainAll(answer.step().intent().values().fields());
        return unread;
    }

    private static void take(Batch batch, Answer answer, WriteResult.Written written, Observation stored) {
        Intent intent = answer.step().intent();
        RecordRef ref = stored.ref();
        Presence presence = presence(intent, stored);
        Thing thing = batch.thing(answer.step().syncId());
        CanonicalRecord left = written.changed() ? CanonicalRecord.EMPTY : stored.values();
        batch.put(Reconcile.delivered(thing, intent,
                new Shadow(ref, presence, left, Map.of(), written.version(), written.time()), batch.policy()));
        if (written.changed()) {
            batch.put(Reconcile.changed(batch.thing(thing.syncId()), intent, stored.values()));
        }
        batch.put(Reconcile.written(batch.thing(thing.syncId()), thing, intent, batch.now(), batch.facts().lag(answer.system())));
        if (intent instanceof Intent.Update && written.record() != null && !written.readLater() && answer.write().version() != null) {
            batch.put(Reconcile.ownDoing(batch.thing(thing.syncId()), intent, stored.values(), batch.policy()));
        }
        if (!(intent instanceof Intent.Update update && update.isEmpty())) {
            batch.tell(new Outcome.Written(batch.known(thing.syncId()).about(), answer, ref, thing.shadows().get(answer.system()), left,
                    TakingBack.why(batch, thing, intent)));
        }
        if (isTakenAway(batch, answer)) {
            batch.put(batch.thing(thing.syncId()).without(answer.system()));
            return;
        }
        if (presence != Presence.GONE && written.record() != null) {
            Looks.answered(batch, stored);
            batch.open.add(thing.syncId());
        }
    }

    private static Presence presence(Intent intent, Observation stored) {
        if (intent instanceof Intent.Delete delete) {
            return delete.how() == io.syncbridge.reconcile.DeletePolicy.SOFT ? Presence.HIDDEN : Presence.GONE;
        }
        return stored.presence() == Presence.OUTSIDE ? Presence.OUTSIDE : Presence.PRESENT;
    }

    /**
     * What the system holds after the write: as it says, or else what was written, read back. Fields that cannot be mapped
     * back count as untold.
     */
    private static Optional<Observation> stored(Batch batch, Answer answer) {
        return shown(answer).map(shown -> Observations.written(batch, Observations.of(batch, shown).value(), shown.record()));
    }

    private static Optional<Change> shown(Answer answer) {
        if (!(answer.result() instanceof WriteResult.Written written)) {
            return Optional.empty();
        }
        var ref = new RecordRef(answer.system(), written.recordId());
        Map<String, Object> record = written.record() == null ? answer.write().values() : written.record();
        return Optional.of(new Change(ref, Operation.UPDATE, record, written.time(), written.version(), null));
    }

    private void readAgain(Batch batch, String system, List<Answer> stale) {
        if (batch.answers.nextRound(system) > ROUNDS || !systems.knows(batch.sync(), system, SyncAction.READ)) {
            stale.forEach(answer -> Undelivered.failed(batch, answer, new Failed(Refusal.PASSING,
                    "The record keeps changing while it is written; it is tried again later.")));
            return;
        }
        Map<String, Change> found = new HashMap<>();
        try {
            systems.read(batch.sync(), system, stale.stream().map(Answer::recordId).toList())
                    .forEach(change -> found.put(change.ref().recordId(), change));
        } catch (SystemCallException e) {
            stale.forEach(answer -> Undelivered.failed(batch, answer, new Failed(e.isPassing() ? Refusal.PASSING : Refusal.RECORD, Set.of(), e.getMessage(),
                    e.retryAfter().orElse(null))));
            return;
        }
        references.load(batch, found.values());
        stale.forEach(answer -> seenAgain(batch, answer, found.get(answer.recordId())));
    }

    /** A record is not taken for gone where its route has never shown one and does not say so itself: it is written without having been read. */
    private static void unshown(Batch batch, Answer answer, boolean isFirst) {
        if (isFirst) {
            batch.open.add(answer.step().syncId());
        } else {
            Undelivered.failed(batch, answer, new Failed(Refusal.PASSING, answer.system() + " answers that the record has changed, and its route has not shown "
                    + "a record since it was started; it is tried again by itself."));
        }
    }

    private void seenAgain(Batch batch, Answer answer, Change found) {
        var ref = new RecordRef(answer.system(), answer.recordId());
        boolean isFirst = batch.read.add(ref);
        if (found == null && !(answer.result() instanceof WriteResult.Missing) && !systems.hasAnswered(batch.sync(), answer.system())) {
            unshown(batch, answer, isFirst);
            return;
        }
        Mapped<Observation> seen = found == null
                ? new Mapped<>(Observations.gone(batch, absences.of(batch, ref)), List.of()) : Observations.of(batch, Observations.whole(batch, found));
        Thing thing = batch.thing(answer.step().syncId());
        if (isTakenAway(batch, answer)) {
            if (seen.value().isAbsent()) {
                takenAway(batch, answer);
                return;
            }
            if (!LoopGuard.isEchoByValue(seen.value().presence(), seen.value().values(), thing.shadows().get(answer.system()))) {
                TakingBack.leave(batch, thing, answer.system());
            }
        }
        if (found == null || Observations.isReadable(batch, found, seen)) {
            if (!seen.ok()) {
                Undelivered.unmapped(batch, found, seen.problems());
            }
            if (!Looks.take(batch, seen.value(), false)) {
                Undelivered.failed(batch, answer, new Failed(Refusal.PASSING, answer.system() + " does not show yet what the bridge wrote there "
                        + "before; it is tried again by itself."));
            }
            batch.open.add(answer.step().syncId());
        } else {
            Undelivered.failed(batch, answer, new Failed(Refusal.RECORD, Undelivered.describe(seen.problems())));
        }
    }
}
