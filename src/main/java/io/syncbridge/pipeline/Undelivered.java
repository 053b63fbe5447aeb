package io.syncbridge.pipeline;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Problem;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.pipeline.Outcome.About;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Children;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Deliveries.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is noted of writes that were not made: that failed, were refused, or wait; and of reports that could not be mapped. */
final class Undelivered {

    /** What is held is released when its parent comes, and looked at again after this time in any case. */
    private static final Duration HELD = Duration.ofHours(1);
    private static final Duration AWAITED = Duration.ofMinutes(1);

    private static final String STOPPED = "The bridge stopped before the system answered.";

    private Undelivered() {
    }

    static String describe(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    // ---- what outcomes leave undelivered

    /** Returns what is left undelivered by outcomes, in their order. */
    static Map<Target, Delivery> of(Collection<Outcome> outcomes) {
        var left = new LinkedHashMap<Target, Delivery>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Failed failed) {
                left.merge(target(failed.delivery()), failed.delivery(),
                        (other, delivery) -> failed.partly() ? other.refusing(delivery.fields()) : delivery);
            } else if (outcome instanceof Outcome.PutOff putOff) {
                left.put(target(putOff.delivery()), putOff.delivery());
            } else if (outcome instanceof Outcome.Written written) {
                left.computeIfPresent(new Target(written.about().syncId(), written.target().system()),
                        (target, delivery) -> stillRefused(written.about().thing(), delivery).isEmpty() ? null : delivery);
            }
        }
        return left;
    }

    /** Returns the reports that could not be mapped, of records of which no later one could. */
    static Map<RecordRef, Delivery> unmapped(Collection<Outcome> outcomes) {
        var unmapped = new LinkedHashMap<RecordRef, Delivery>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Mapped mapped && mapped.failed() != null) {
                unmapped.put(mapped.about().cause(), mapped.failed());
            } else if (outcome instanceof Outcome.Mapped mapped) {
                unmapped.remove(mapped.about().cause());
            }
        }
        return unmapped;
    }

    /** Returns the fields that systems took in this batch, whatever they have made of them. */
    static Map<Target, Set<String>> written(Collection<Outcome> outcomes) {
        var written = new HashMap<Target, Set<String>>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Written one) {
                written.computeIfAbsent(new Target(one.about().syncId(), one.target().system()), target -> new HashSet<>())
                        .addAll(one.answer().step().intent().values().fields());
            }
        }
        return written;
    }

    static Target target(Delivery delivery) {
        return new Target(delivery.syncId(), delivery.targetSystem());
    }

    /** Returns the fields that the delivery's system refused, of those that have not changed since. @param thing {@code null} where it is not known */
    static List<String> stillRefused(Thing thing, Delivery delivery) {
        return thing == null || thing.base().isDeleted() ? List.of() : delivery.fields().stream()
                .filter(field -> Reconcile.isRefused(thing, delivery.targetSystem(), field)).toList();
    }

    // ---- reports

    static void unmapped(Batch batch, Change report, List<Problem> problems) {
        RecordRef ref = report.ref();
        Thing thing = batch.thingOf(ref);
        String error = PrivateValues.hide(describe(problems), batch.definition(), ref.system(), report.record());
        batch.tell(new Outcome.Mapped(new About(thing, ref), new Delivery(0, batch.sync(), thing == null ? null : thing.syncId(), null, null, ref.system(),
                ref.recordId(), report.operation(), State.FAILED, 1, batch.now(), batch.now(), batch.now(), error, report.record())));
    }

    /** The record's changes stay in the inbox until its system can be asked. */
    static void unreadable(Batch batch, RecordRef ref, SystemCallException e) {
        batch.postpone(ref, batch.now().plus(e.retryAfter().orElseGet(Backoff::afterSystemCall)));
        PipelineLog.unreadable(batch.sync(), ref, e);
    }

    // ---- writes that wait

    /** Returns what stands for a write until it is answered. A record that is created must be found again by its values. */
    static Delivery planned(Batch batch, Step step) {
        return waiting(batch, step, 0, batch.now(), batch.now(), STOPPED, step.intent() instanceof Intent.Create create
                ? batch.definition().mapping().newRecord(create.system(), batch.pointers.without(create.values())).value() : null);
    }

    /** Leaves a write to the next batch. Nothing was asked of the system, so that nothing needs to be found again. */
    static void later(Batch batch, Step step) {
        batch.tell(new Outcome.PutOff(batch.known(step.syncId()).about(), waiting(batch, step, 0, batch.now(), batch.now(), STOPPED, null), null));
    }

    /** Notes a create that waits, since the wanted record may be among those that its system has not told of yet. */
    static void awaitsScan(Batch batch, Step step) {
        String system = step.intent().system();
        Delivery waiting = waiting(batch, step, 1, batch.now().plus(AWAITED), batch.known(step.syncId()).firstFailed(system, batch.now()),
                "Waits for the first scan of " + system + ", which may come across the record.", null);
        batch.tell(new Outcome.PutOff(batch.known(step.syncId()).about(), waiting,
                batch.known(step.syncId()).attempts(system) == 0 ? "waits for the first scan of " + system : null));
    }

    /** Notes a write that waits for parents. */
    static void held(Batch batch, Step step, List<Wait> waits) {
        String system = step.intent().system();
        batch.tell(new Outcome.PutOff(batch.known(step.syncId()).about(), waiting(batch, step, batch.known(step.syncId()).attempts(system), batch.now().plus(HELD),
                batch.known(step.syncId()).firstFailed(system, batch.now()), waits.stream().map(Undelivered::why).collect(Collectors.joining(" ")), null), null));
    }

    private static Delivery waiting(Batch batch, Step step, int attempts, Instant due, Instant since, String why, Map<String, Object> payload) {
        About about = batch.known(step.syncId()).about();
        String system = step.intent().system();
        RecordRef source = about.source(system);
        Operation operation = step.intent() instanceof Intent.Create ? Operation.CREATE
                : step.intent() instanceof Intent.Delete ? Operation.DELETE : Operation.UPDATE;
        return new Delivery(0, batch.sync(), step.syncId(), system, about.recordIn(system).map(RecordRef::recordId).orElse(null),
                source == null ? null : source.system(), source == null ? null : source.recordId(), operation, State.WAITING, attempts,
                due, since, batch.now(), why, payload, null, batch.known(step.syncId()).stillRefused(system), batch.runOf(step.syncId(), source));
    }

    /** Tells of what waits for parents from now on. */
    static void waits(Batch batch, Wait wait) {
        boolean isRead = wait.child().kind() == Children.Kind.READ;
        var record = isRead ? new RecordRef(wait.child().system(), wait.child().id()) : null;
        Thing thing = isRead ? batch.thingOf(record) : batch.thing(wait.child().id());
        batch.tell(new Outcome.Waits(new About(thing, isRead ? record : batch.known(thing.syncId()).about().source(wait.child().system())), wait,
                !isRead ? why(wait) : wait.why() + (batch.isAside(record) || batch.postponed.containsKey(record)
                        ? " The record is taken in when it is." : " The rest is taken in, and the field when it is known.")));
    }

    private static String why(Wait wait) {
        return wait.why() + " It is written when there is one.";
    }

    /** Whether the system has the thing already cannot be told now: it is not created there before the system can be asked. */
    static void unknown(Batch batch, Thing thing, String system, RecordRef cause, SystemCallException e) {
        batch.causedUnlessKnown(thing.syncId(), cause);
        Map<String, Object> attempted = batch.known(thing.syncId()).undelivered().stream()
                .filter(delivery -> system.equals(delivery.targetSystem()) && delivery.payload() != null)
                .map(Delivery::payload).findFirst().orElse(Map.of());
        var failed = new WriteResult.Failed(Refusal.PASSING, e.getMessage());
        failed(batch, new Answer(new Step(thing.syncId(), new Intent.Create(system, CanonicalRecord.EMPTY)),
                new Write(Operation.CREATE, thing.syncId(), null, null, attempted), failed), failed);
    }

    /** A create without a certain answer is not made again until it is certain that it was not made. */
    static void awaited(Batch batch, Delivery planned, Instant certain) {
        batch.answers.giveUp(planned.syncId(), planned.targetSystem());
        Instant soon = batch.now().plus(Backoff.after(1, null));
        batch.tell(new Outcome.PutOff(batch.known(planned.syncId()).about(), new Delivery(planned.id(), planned.sync(), planned.syncId(),
                planned.targetSystem(), planned.targetRecordId(), planned.sourceSystem(), planned.sourceRecordId(), planned.operation(),
                planned.state(), planned.attempts(), soon.isBefore(certain) ? soon : certain, planned.since(), batch.now(),
                "It is not certain whether " + planned.targetSystem() + " created the record, which may not show there yet. It is looked for until "
                        + certain + ".", planned.payload(), planned.kind(), planned.fields(), planned.run()), null));
    }

    // ---- writes that did not succeed

    /** What is tried again by itself is logged once, not at each new try. */
    static void failed(Batch batch, Answer answer, WriteResult.Failed refused) {
        String syncId = answer.step().syncId();
        batch.answers.giveUp(syncId, answer.system());
        Known known = batch.known(syncId);
        int attempts = known.attempts(answer.system()) + 1;
        boolean isGivenUp = Backoff.isForAPerson(attempts) && refused.kind().isOfAnotherRecord();
        WriteResult.Failed failed = isGivenUp && TakingBack.removes(batch, batch.thing(syncId), answer.system())
                ? TakingBack.left(refused) : refused;
        boolean together = failed.kind().isOfAnotherRecord();
        boolean again = failed.passing() || together && !isGivenUp;
        if (again) {
            TakingBack.tryAgain(batch, batch.thing(syncId), answer.system());
        }
        boolean news = known.undelivered(answer.system()).filter(before -> before.kind() == failed.kind() && before.state() == State.FAILED).isEmpty();
        batch.tell(new Outcome.Failed(known.about(), answer, failed(batch, answer, failed, answer.write().values(),
                known.stillRefused(answer.system()), again ? State.WAITING : State.FAILED, together
                        ? Backoff.together(attempts, batch.now()) : batch.now().plus(Backoff.after(attempts, failed.retryAfter()))), false,
                again && attempts > 1 || !again && together && !news ? null : again ? "tried again by itself"
                        : together ? "tried again by itself, seldom; another record is in the way" : "set aside until it is retried or edited"));
    }

    /** Some fields of a record were refused, while the others went their way. */
    static void refused(Batch batch, Answer answer, WriteResult.Failed failed) {
        var values = new LinkedHashMap<>(answer.step().intent().values().values());
        values.keySet().retainAll(answer.refused());
        Map<String, Object> payload = batch.definition().mapping().fromCanonical(answer.system(),
                batch.pointers.without(new CanonicalRecord(values))).value();
        batch.tell(new Outcome.Failed(batch.known(answer.step().syncId()).about(), answer, failed(batch, answer, failed, payload,
                List.copyOf(values.keySet()), State.FAILED, batch.now()), true,
                "refused: " + String.join(", ", values.keySet()) + "; tried again when it changes"));
    }

    /** Fields that the system shows after a write in a form which cannot be read have failed, however well they were written. */
    static void unreadBack(Batch batch, Answer answer, RecordRef ref, Map<String, Problem> problems) {
        Write write = answer.write();
        var values = new LinkedHashMap<>(answer.step().intent().values().values());
        values.keySet().retainAll(problems.keySet());
        var failed = new WriteResult.Failed(Refusal.FIELD, problems.values().stream().map(problem -> problem.where().substring(ref.system().length() + 1))
                .collect(Collectors.toSet()), ref + " was written, but cannot be read back: " + describe(List.copyOf(problems.values())), null);
        failed(batch, new Answer(new Step(answer.step().syncId(), new Intent.Update(ref.system(), new CanonicalRecord(values), false)),
                new Write(Operation.UPDATE, write.syncId(), ref.recordId(), null, write.values()), failed), failed);
    }

    private static Delivery failed(Batch batch, Answer answer, WriteResult.Failed failed, Map<String, Object> payload, List<String> fields,
            State state, Instant due) {
        Known known = batch.known(answer.step().syncId());
        About about = known.about();
        RecordRef source = about.source(answer.system());
        Shadow held = about.thing().shadows().get(answer.system());
        String target = answer.recordId() == null && held != null && held.isPresent() ? held.ref().recordId() : answer.recordId();
        String error = PrivateValues.hide(failed.message(), batch.definition(), answer.system(), answer.write().values(),
                about.thing().base().values(), held == null ? CanonicalRecord.EMPTY : held.values());
        return new Delivery(0, batch.sync(), about.syncId(), answer.system(), target, source == null ? null : source.system(),
                source == null ? null : source.recordId(), answer.write().operation(), state, known.attempts(answer.system()) + 1,
                due, known.firstFailed(answer.system(), batch.now()), batch.now(), error, payload, failed.kind(), fields, null);
    }
}
