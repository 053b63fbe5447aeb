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
import io.syncbridge.pipeline.Batch.Held;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Finding;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Leaving;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.policy.Claim;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Children;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Closed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.Question;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.SyncLog.Status;
import io.syncbridge.store.SyncLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a batch leaves to tell: the rows of the sync log, the reviews, and the deliveries that did not succeed. */
final class Ledger {

    /** What is held is released when its parent comes, and looked at again after this time in any case. */
    private static final Duration HELD = Duration.ofHours(1);
    private static final Duration AWAITED = Duration.ofMinutes(1);

    private static final String MAPPING = "mapping";

    private final Batch batch;
    final List<SyncLog.Entry> log = new ArrayList<>();
    final List<ReviewItem> reviews = new ArrayList<>();
    final List<Closed> closed = new ArrayList<>();
    final Map<Target, Delivery> undelivered = new LinkedHashMap<>();
    final Map<RecordRef, Delivery> unmapped = new LinkedHashMap<>();
    private final Set<String> writtenTo = new HashSet<>();
    private final Map<String, RecordRef> causeOf = new HashMap<>();
    private int echoes;
    private int outside;
    private int logged;
    private int opened;
    private int over;
    private int agreed;

    Ledger(Batch batch) {
        this.batch = batch;
    }

    /** Hands over to the ledger of a part what is about the part's things and records; nothing of it is stored yet. */
    void hand(Ledger part, Predicate<String> mine, Predicate<RecordRef> record) {
        log.stream().filter(entry -> mine.test(entry.syncId())).forEach(part.log::add);
        reviews.stream().filter(review -> mine.test(review.syncId())).forEach(part.reviews::add);
        closed.stream().filter(one -> mine.test(one.question().syncId())).forEach(part.closed::add);
        undelivered.forEach((target, delivery) -> {
            if (mine.test(target.syncId())) {
                part.undelivered.put(target, delivery);
            }
        });
        unmapped.forEach((ref, delivery) -> {
            if (record.test(ref)) {
                part.unmapped.put(ref, delivery);
            }
        });
        causeOf.forEach((syncId, ref) -> {
            if (mine.test(syncId)) {
                part.causeOf.put(syncId, ref);
            }
        });
    }

    static String describe(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    // ---- what is stored, each once

    List<SyncLog.Entry> takeLog() {
        List<SyncLog.Entry> fresh = List.copyOf(log.subList(logged, log.size()));
        logged = log.size();
        return fresh;
    }

    List<ReviewItem> takeReviews() {
        List<ReviewItem> fresh = List.copyOf(reviews.subList(opened, reviews.size()));
        opened = reviews.size();
        return fresh;
    }

    List<Closed> takeClosed() {
        List<Closed> fresh = List.copyOf(closed.subList(over, closed.size()));
        over = closed.size();
        return fresh;
    }

    boolean hasNewConflicts() {
        return log.subList(logged, log.size()).stream().anyMatch(entry -> entry.status() == Status.CONFLICT);
    }

    /** Returns the systems that took a write or told of a change, in which there may be room now for another write. */
    Set<String> systemsInMotion() {
        return Stream.concat(writtenTo.stream(), batch.reports.keySet().stream().map(RecordRef::system)).collect(Collectors.toSet());
    }

    /** Returns what stands for a write until it is answered. */
    Delivery planned(Step step) {
        return planned(step, wanted(step.intent()));
    }

    private Delivery planned(Step step, Map<String, Object> payload) {
        Thing thing = batch.thing(step.syncId());
        String system = step.intent().system();
        RecordRef source = source(thing, system);
        return new Delivery(0, batch.sync(), step.syncId(), system,
                recordIn(thing, system).map(RecordRef::recordId).orElse(null), source == null ? null : source.system(),
                source == null ? null : source.recordId(), operation(step.intent()), State.WAITING, 0, batch.now(), batch.now(),
                batch.now(), "The bridge stopped before the system answered.", payload)
                .refusing(refusedBefore(step.syncId(), system)).ofRun(batch.runOf(step.syncId(), source));
    }

    private List<String> refusedBefore(String syncId, String system) {
        return batch.undelivered(syncId, system).map(batch::stillRefused).orElse(List.of());
    }

    /** Leaves a write to the next batch. Nothing was asked of the system, so that nothing needs to be found again. */
    void later(Step step) {
        undelivered.put(new Target(step.syncId(), step.intent().system()), planned(step, null));
    }

    /** A record that is created must be found again by its values. */
    private Map<String, Object> wanted(Intent intent) {
        return intent instanceof Intent.Create create
                ? batch.definition().mapping().newRecord(create.system(),
                        batch.pointers.without(create.values())).value() : null;
    }

    private static Operation operation(Intent intent) {
        return intent instanceof Intent.Create ? Operation.CREATE
                : intent instanceof Intent.Delete ? Operation.DELETE : Operation.UPDATE;
    }

    // ---- what leaves early

    void echo(Change report) {
        echoes++;
    }

    int echoes() {
        return echoes;
    }

    /** Counts a record that takes no part, for it is outside of its system's scope. */
    void outside() {
        outside++;
    }

    int outsiders() {
        return outside;
    }

    void agreed(int things) {
        agreed += things;
    }

    int agreed() {
        return agreed;
    }

    void unmappable(Change report, List<Problem> problems) {
        RecordRef ref = report.ref();
        Thing thing = batch.thingOf(ref);
        String syncId = thing == null ? null : thing.syncId();
        String error = PrivateValues.hide(describe(problems), batch.definition(), ref.system(), report.record());
        unmapped.put(ref, new Delivery(0, batch.sync(), syncId, null, null, ref.system(), ref.recordId(), report.operation(),
                State.FAILED, 1, batch.now(), batch.now(), batch.now(), error, report.record()));
        log.add(new LogRow(batch, syncId, Status.FAILED).from(ref).operation(report.operation()).because(MAPPING)
                .error(error).causedBy(ref).entry());
    }

    /** Leaves out of the log the reports that failed for the same reason before: a scan finds them again each time. */
    void toldBefore(Map<RecordRef, String> errors) {
        log.subList(logged, log.size()).removeIf(row -> row.status() == Status.FAILED && MAPPING.equals(row.rule()) && row.run() == null
                && row.error() != null && row.error().equals(errors.get(new RecordRef(row.sourceSystem(), row.sourceRecordId()))));
    }

    /** The record's changes stay in the inbox until its system can be asked. */
    void unreadable(RecordRef ref, SystemCallException e) {
        batch.postpone(ref, batch.now().plus(e.retryAfter().orElseGet(Backoff::afterSystemCall)));
        PipelineLog.unreadable(batch.sync(), ref, e);
    }

    // ---- what waits for parents

    /** Tells of what waits from now on. */
    void waiting(List<Wait> waits) {
        for (Wait wait : waits) {
            boolean isRead = wait.child().kind() == Children.Kind.READ;
            var record = isRead ? new RecordRef(wait.child().system(), wait.child().id()) : null;
            Thing thing = isRead ? batch.thingOf(record) : batch.thing(wait.child().id());
            RecordRef source = isRead ? record : source(thing, wait.child().system());
            log.add(new LogRow(batch, thing == null ? null : thing.syncId(), Status.SKIPPED).from(source)
                    .to(isRead ? null : wait.child().system(), null).because("waits for " + wait.parent().sync())
                    .error(why(wait, isRead && !batch.isAside(record) && !batch.postponed.containsKey(record))).causedBy(source).entry());
        }
    }

    private static String why(Wait wait, boolean isRestTakenIn) {
        String then = wait.child().kind() == Children.Kind.WRITE ? " It is written when there is one."
                : isRestTakenIn ? " The rest is taken in, and the field when it is known." : " The record is taken in when it is.";
        return wait.why() + then;
    }

    /** Notes a create that waits, since the wanted record may be among those that its system has not told of yet. */
    void awaitsScan(Step step) {
        Delivery planned = planned(step);
        String system = planned.targetSystem();
        String why = "Waits for the first scan of " + system + ", which may come across the record.";
        undelivered.put(new Target(step.syncId(), system), new Delivery(0, batch.sync(), step.syncId(), system, null,
                planned.sourceSystem(), planned.sourceRecordId(), planned.operation(), State.WAITING, 1,
                batch.now().plus(AWAITED), batch.firstFailed(step.syncId(), system), batch.now(), why, null));
        if (batch.attemptsOf(step.syncId(), system) == 0) {
            log.add(new LogRow(batch, step.syncId(), Status.SKIPPED).from(causeOf.get(step.syncId())).to(system, null)
                    .operation(Operation.CREATE).because("waits for the first scan of " + system).error(why)
                    .causedBy(causeOf.get(step.syncId())).entry());
        }
    }

    /** Notes what is held as undelivered. */
    void held(Collection<Held> all) {
        for (Held held : all) {
            Step step = held.step();
            Delivery planned = planned(step);
            undelivered.put(new Target(step.syncId(), step.intent().system()), new Delivery(0, batch.sync(), step.syncId(),
                    planned.targetSystem(), planned.targetRecordId(), planned.sourceSystem(), planned.sourceRecordId(),
                    planned.operation(), State.WAITING, batch.attemptsOf(step.syncId(), step.intent().system()),
                    batch.now().plus(HELD), batch.firstFailed(step.syncId(), step.intent().system()), batch.now(),
                    held.waits().stream().map(wait -> why(wait, false)).collect(Collectors.joining(" ")), null)
                    .refusing(refusedBefore(step.syncId(), planned.targetSystem())));
        }
    }

    // ---- pairing

    void paired(RecordRef ref, Thing thing, String why) {
        log.add(new LogRow(batch, thing.syncId(), Status.SUCCESS).from(ref).to(anyOther(thing, ref)).because("paired: " + why)
                .causedBy(ref).entry());
    }

    void ambiguous(RecordRef ref, Thing thing, List<Thing> candidates, String why) {
        matchReview(ref, thing, candidates.stream().flatMap(candidate -> batch.recordsOf(candidate).stream()
                .map(record -> new Claimed(record.system(), record.recordId(), candidate.syncId(), null))).toList(), why);
    }

    void ambiguousFound(RecordRef ref, Thing thing, List<Observation> found, String why) {
        matchReview(ref, thing, found.stream().map(observation -> new Claimed(observation.ref().system(),
                observation.ref().recordId(), null, observation.time())).toList(), why);
    }

    private void matchReview(RecordRef ref, Thing thing, List<Claimed> claims, String why) {
        String error = ref + " may be the same as any of these, by " + why + ": " + claims.stream()
                .map(claim -> claim.system() + "/" + claim.recordId()).distinct().collect(Collectors.joining(", "));
        reviews.add(review(thing.syncId(), Thing.RECORD, Kind.MATCH, null, claims, error));
        log.add(new LogRow(batch, thing.syncId(), Status.CONFLICT).from(ref).because("ambiguous " + why).error(error)
                .causedBy(ref).entry());
    }

    /** Nobody needs to say any more what a record is that was in question. */
    void answered(Thing thing, String how) {
        closed.add(new Closed(new Question(thing.syncId(), Thing.RECORD), how));
    }

    /** The question is asked again. */
    void notLinked(Thing thing, ReviewItem answered, String obstacle) {
        String error = "It was not linked with " + answered.answer() + ", as " + answered.settledBy() + " chose. " + obstacle;
        log.add(new LogRow(batch, thing.syncId(), Status.SKIPPED).from(batch.recordsOf(thing).get(0))
                .because(Linking.by(answered.settledBy())).error(error).entry());
        reviews.add(review(thing.syncId(), Thing.RECORD, Kind.MATCH, null, answered.claims(), answered.why() + ". " + error));
    }

    // ---- findings of reconciling

    void found(Thing thing, RecordRef cause, List<Finding> findings) {
        if (!findings.isEmpty()) {
            causeOf.put(thing.syncId(), cause);
        }
        for (Finding finding : findings) {
            if (finding instanceof Finding.Conflict conflict) {
                conflict(thing, cause, conflict);
            } else if (finding instanceof Finding.ReviewOpened opened) {
                reviewOpened(thing, cause, opened);
            } else if (finding instanceof Finding.ReviewClosed over) {
                closed.add(new Closed(new Question(thing.syncId(), over.field()), over.why()));
            } else if (finding instanceof Finding.Left left) {
                left(thing, cause, left);
            } else if (finding instanceof Finding.Ignored ignored) {
                log.add(new LogRow(batch, thing.syncId(), Status.SKIPPED).from(cause).operation(Operation.UPDATE)
                        .because("ignored").error(ignored.why()).causedBy(cause).entry());
            }
        }
    }

    private void left(Thing thing, RecordRef cause, Finding.Left left) {
        boolean deleted = left.leaving() == Leaving.DELETE;
        log.add(new LogRow(batch, thing.syncId(), Status.SKIPPED).from(cause)
                .because("leaving: " + left.leaving().name().toLowerCase(Locale.ROOT))
                .error("The record does not meet the filter of " + left.system() + " any more. " + (deleted ? "That counts as deleted."
                        : "What it holds now was taken in; from here on it is left alone."))
                .causedBy(cause).entry());
    }

    private void conflict(Thing thing, RecordRef cause, Finding.Conflict conflict) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("kept", Explained.claim(conflict.winner()));
        detail.put("lost", Explained.claim(conflict.loser()));
        log.add(new LogRow(batch, thing.syncId(), Status.CONFLICT)
                .from(recordIn(thing, conflict.winner().system()).orElse(cause))
                .to(recordIn(thing, conflict.loser().system()).orElse(cause))
                .operation(Operation.UPDATE).details(Map.of(conflict.field(), detail)).because(conflict.rule())
                .causedBy(cause).entry());
    }

    private void reviewOpened(Thing thing, RecordRef cause, Finding.ReviewOpened opened) {
        Kind kind = opened.field().equals(Thing.RECORD) ? Kind.DELETE : Kind.CONFLICT;
        reviews.add(review(thing.syncId(), opened.field(), kind, opened.lastAgreed(),
                List.of(claimed(thing, opened.standing()), claimed(thing, opened.challenger())), opened.why()));
        var detail = new LinkedHashMap<String, Object>();
        detail.put("lastAgreed", opened.lastAgreed());
        detail.put("standing", Explained.claim(opened.standing()));
        detail.put("challenger", Explained.claim(opened.challenger()));
        log.add(new LogRow(batch, thing.syncId(), Status.CONFLICT).from(cause)
                .to(recordIn(thing, opened.standing().system()).orElse(null)).operation(Operation.UPDATE)
                .details(Map.of(opened.field(), detail)).because("review: " + opened.why()).causedBy(cause).entry());
    }

    // ---- what the systems answered

    /** @param before what was known of the record right before the write; {@code null} for a create */
    void written(Answer answer, RecordRef target, Shadow before, CanonicalRecord stored) {
        Intent intent = answer.step().intent();
        Thing thing = batch.thing(answer.step().syncId());
        undelivered.computeIfPresent(new Target(thing.syncId(), target.system()),
                (place, delivery) -> batch.stillRefused(delivery).isEmpty() ? null : delivery);
        writtenTo.add(target.system());
        log.add(new LogRow(batch, thing.syncId(), Status.SUCCESS).from(source(thing, target.system())).to(target)
                .operation(intent instanceof Intent.Delete ? Operation.DELETE : answer.write().operation())
                .details(Explained.write(thing, intent, before, stored))
                .because(rule(thing, intent)).causedBy(causeOf.get(thing.syncId())).entry());
    }

    /** Fields that the system shows after a write in a form which cannot be read have failed, however well they were written. */
    void unreadBack(Answer answer, RecordRef ref, Map<String, Problem> problems) {
        Write write = answer.write();
        var values = new LinkedHashMap<>(answer.step().intent().values().values());
        values.keySet().retainAll(problems.keySet());
        var failed = new WriteResult.Failed(Refusal.FIELD, problems.values().stream().map(problem -> problem.where().substring(ref.system().length() + 1))
                .collect(Collectors.toSet()), ref + " was written, but cannot be read back: " + describe(List.copyOf(problems.values())), null);
        failed(new Answer(new Step(answer.step().syncId(), new Intent.Update(ref.system(), new CanonicalRecord(values), false)),
                new Write(Operation.UPDATE, write.syncId(), ref.recordId(), null, write.values()), failed), failed);
    }

    private String rule(Thing thing, Intent intent) {
        List<ReviewItem> undone = batch.undone(thing);
        return undone.isEmpty() || intent instanceof Intent.Update update && !update.undelete() ? Explained.rule(thing, intent)
                : undone.get(0).why();
    }

    void notTakenBack(Thing thing, ReviewItem undo) {
        log.add(new LogRow(batch, thing.syncId(), Status.SKIPPED).to(undo.claims().get(0).system(), undo.claims().get(0).recordId())
                .because(undo.why()).error((undo.field().equals(Thing.RECORD) ? "The record" : "'" + undo.field() + "'")
                        + " has changed since; it is left as it is.").entry());
    }

    /** What is tried again by itself is logged once, not at each new try. */
    void failed(Answer answer, WriteResult.Failed refused) {
        String syncId = answer.step().syncId();
        batch.answers.giveUp(syncId, answer.system());
        int attempts = batch.attemptsOf(syncId, answer.system()) + 1;
        boolean isGivenUp = Backoff.isForAPerson(attempts) && refused.kind().isOfAnotherRecord();
        WriteResult.Failed failed = isGivenUp && TakingBack.removes(batch, batch.thing(syncId), answer.system())
                ? TakingBack.left(refused) : refused;
        boolean together = failed.kind().isOfAnotherRecord();
        boolean again = failed.passing() || together && !isGivenUp;
        if (again) {
            TakingBack.tryAgain(batch, batch.thing(syncId), answer.system());
        }
        Delivery before = batch.undelivered(syncId, answer.system()).orElse(null);
        undelivered.put(new Target(syncId, answer.system()), undelivered(answer, failed, answer.write().values(), refusedBefore(syncId, answer.system()),
                again ? State.WAITING : State.FAILED, attempts, together ? Backoff.together(attempts, batch.now())
                        : batch.now().plus(Backoff.after(attempts, failed.retryAfter()))));
        boolean news = before == null || before.kind() != failed.kind() || before.state() != State.FAILED;
        if (again ? attempts == 1 : !together || news) {
            logFailed(answer, failed, again ? "tried again by itself" : together ? "tried again by itself, seldom; another record is in the way"
                    : "set aside until it is retried or edited");
        }
    }

    /** Some fields of a record were refused, while the others went their way. */
    void refused(Answer answer, WriteResult.Failed failed) {
        var values = new LinkedHashMap<>(asked(answer.step().intent()).values());
        values.keySet().retainAll(answer.refused());
        List<String> fields = List.copyOf(values.keySet());
        Map<String, Object> payload = batch.definition().mapping().fromCanonical(answer.system(),
                batch.pointers.without(new CanonicalRecord(values))).value();
        var target = new Target(answer.step().syncId(), answer.system());
        Delivery other = undelivered.get(target);
        undelivered.put(target, other == null ? undelivered(answer, failed, payload, fields, State.FAILED,
                batch.attemptsOf(target.syncId(), target.system()) + 1, batch.now()) : other.refusing(fields));
        logFailed(answer, failed, "refused: " + String.join(", ", fields) + "; tried again when it changes");
    }

    private static CanonicalRecord asked(Intent intent) {
        return intent instanceof Intent.Create create ? create.values()
                : intent instanceof Intent.Update update ? update.values() : CanonicalRecord.EMPTY;
    }

    private Delivery undelivered(Answer answer, WriteResult.Failed failed, Map<String, Object> payload, List<String> fields, State state,
            int attempts, Instant due) {
        Thing thing = batch.thing(answer.step().syncId());
        RecordRef source = source(thing, answer.system());
        Shadow held = thing.shadows().get(answer.system());
        String target = answer.recordId() == null && held != null && held.isPresent() ? held.ref().recordId() : answer.recordId();
        return new Delivery(0, batch.sync(), thing.syncId(), answer.system(), target, source == null ? null : source.system(),
                source == null ? null : source.recordId(), answer.write().operation(), state, attempts, due,
                batch.firstFailed(thing.syncId(), answer.system()), batch.now(), error(answer, failed), payload, failed.kind(), fields, null);
    }

    private String error(Answer answer, WriteResult.Failed failed) {
        Thing thing = batch.thing(answer.step().syncId());
        Shadow held = thing.shadows().get(answer.system());
        return PrivateValues.hide(failed.message(), batch.definition(), answer.system(), answer.write().values(), thing.base().values(),
                held == null ? CanonicalRecord.EMPTY : held.values());
    }

    private void logFailed(Answer answer, WriteResult.Failed failed, String rule) {
        Thing thing = batch.thing(answer.step().syncId());
        log.add(new LogRow(batch, thing.syncId(), Status.FAILED).from(source(thing, answer.system())).to(answer.system(), answer.recordId())
                .operation(answer.write().operation())
                .details(Explained.write(thing, answer.step().intent(), thing.shadows().get(answer.system()), CanonicalRecord.EMPTY))
                .because(rule).error(error(answer, failed)).causedBy(causeOf.get(thing.syncId())).entry());
    }

    /** Whether the system has the thing already cannot be told now: it is not created there before the system can be asked. */
    void unknown(Thing thing, String system, RecordRef cause, SystemCallException e) {
        causeOf.putIfAbsent(thing.syncId(), cause);
        Map<String, Object> attempted = batch.undelivered(thing.syncId()).stream()
                .filter(delivery -> system.equals(delivery.targetSystem()) && delivery.payload() != null)
                .map(Delivery::payload).findFirst().orElse(Map.of());
        var failed = new WriteResult.Failed(Refusal.PASSING, e.getMessage());
        failed(new Answer(new Step(thing.syncId(), new Intent.Create(system, CanonicalRecord.EMPTY)),
                new Write(Operation.CREATE, thing.syncId(), null, null, attempted), failed), failed);
    }

    /** A create without a certain answer is not made again until it is certain that it was not made. */
    void awaited(Delivery planned, Instant certain) {
        batch.answers.giveUp(planned.syncId(), planned.targetSystem());
        Instant soon = batch.now().plus(Backoff.after(1, null));
        undelivered.put(new Target(planned.syncId(), planned.targetSystem()), new Delivery(planned.id(), planned.sync(), planned.syncId(),
                planned.targetSystem(), planned.targetRecordId(), planned.sourceSystem(), planned.sourceRecordId(), planned.operation(),
                planned.state(), planned.attempts(), soon.isBefore(certain) ? soon : certain, planned.since(), batch.now(),
                "It is not certain whether " + planned.targetSystem() + " created the record, which may not show there yet. It is looked for until "
                        + certain + ".", planned.payload(), planned.kind(), planned.fields(), planned.run()));
    }

    void orphan(Step step) {
        String system = step.intent().system();
        log.add(new LogRow(batch, step.syncId(), Status.SKIPPED).from(causeOf.get(step.syncId())).to(system, null)
                .operation(Operation.CREATE).because("orphans: warn")
                .error("Missing in " + system + " and not created, as the definition says.")
                .causedBy(causeOf.get(step.syncId())).entry());
    }

    void orphanReview(Step step) {
        String system = step.intent().system();
        String why = "Missing in " + system + "; a person decides whether it is created there.";
        reviews.add(review(step.syncId(), Thing.RECORD, Kind.ORPHAN, null,
                batch.recordsOf(batch.thing(step.syncId())).stream()
                        .map(ref -> new Claimed(ref.system(), ref.recordId(), null, null)).toList(), why));
        log.add(new LogRow(batch, step.syncId(), Status.CONFLICT).from(causeOf.get(step.syncId())).to(system, null)
                .operation(Operation.CREATE).because("orphans: review").error(why).causedBy(causeOf.get(step.syncId())).entry());
    }

    // ---- where things come from

    /** The record that a write comes from: what was reported in this batch, or else where the newest value came from. */
    private RecordRef source(Thing thing, String target) {
        RecordRef cause = causeOf.get(thing.syncId());
        if (cause != null && !cause.system().equals(target)) {
            return cause;
        }
        return thing.base().fields().values().stream().filter(base -> !base.system().equals(target))
                .max(Comparator.comparing(BaseValue::time)).flatMap(base -> recordIn(thing, base.system())).orElse(cause);
    }

    private RecordRef anyOther(Thing thing, RecordRef ref) {
        return batch.recordsOf(thing).stream().filter(other -> !other.system().equals(ref.system())).findFirst().orElse(null);
    }

    private static Optional<RecordRef> recordIn(Thing thing, String system) {
        return Optional.ofNullable(thing.shadows().get(system)).map(Shadow::ref);
    }

    private static Claimed claimed(Thing thing, Claim claim) {
        return new Claimed(claim.system(), recordIn(thing, claim.system()).map(RecordRef::recordId).orElse(null),
                claim.value(), claim.fieldTime());
    }

    private ReviewItem review(String syncId, String field, Kind kind, Object lastAgreed, List<Claimed> claims, String why) {
        return new ReviewItem(0, batch.sync(), syncId, field, kind, lastAgreed, claims, why, batch.now(), Reviews.State.OPEN,
                null, null, null, null);
    }
}
