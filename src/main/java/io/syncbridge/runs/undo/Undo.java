package io.syncbridge.runs.undo;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.UndoBrake;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.Held;
import io.syncbridge.runs.RunKind;
import io.syncbridge.runs.RunStep;
import io.syncbridge.runs.undo.Judging.Judged;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Page;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.RunFindings;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes back what the bridge wrote in a run or a span of time, by the sync log: first as a plan, then, where what it wrote
 * still stands, through the pipeline. The rest is listed with the reason.
 */
@ApplicationScoped
public class Undo implements RunKind {

    private static final String AFTER = "after";
    private static final String FED = "fed";
    private static final String TRIES = "tries";
    private static final int AT_ONCE = 200;
    private static final int MOST_TRIES = 10;
    private static final long MOST_WAITING = 2000;
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final Runs runs;
    private final RunFindings findings;
    private final SyncLog log;
    private final Reviews reviews;
    private final Deliveries deliveries;
    private final Judging judging;
    private final UndoBrake undoBrake;
    private final Held held;
    private final Clock clock;

    public Undo(Runs runs, RunFindings findings, SyncLog log, Reviews reviews, Deliveries deliveries, Judging judging,
            UndoBrake undoBrake, Held held, Clock clock) {
        this.runs = runs;
        this.findings = findings;
        this.log = log;
        this.reviews = reviews;
        this.deliveries = deliveries;
        this.judging = judging;
        this.undoBrake = undoBrake;
        this.held = held;
        this.clock = clock;
    }

    @Override
    public Runs.Kind kind() {
        return Runs.Kind.UNDO;
    }

    @Override
    public Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked) {
        return UndoParameters.read(runs, sync, asked, clock.instant()).json();
    }

    @Override
    public RunStep next(Run run, SyncDefinition sync) {
        UndoParameters parameters = UndoParameters.of(run.parameters());
        return parameters.isPlan() ? plan(run, sync, parameters) : carryOut(run, sync, parameters.plan());
    }

    // ---- the plan

    private RunStep plan(Run run, SyncDefinition sync, UndoParameters parameters) {
        String after = (String) run.progress().getOrDefault(AFTER, "");
        List<String> things = log.written(parameters.writes(sync.name()), after, AT_ONCE);
        if (things.isEmpty()) {
            return RunStep.to(run.progress(), run.done(), run.done()).asLast()
                    .saying("Nothing is written yet. Carry this plan out to take back what it lists.");
        }
        Map<String, List<Entry>> rows = log.writes(parameters.writes(sync.name()), things).stream()
                .collect(Collectors.groupingBy(Entry::syncId, LinkedHashMap::new, Collectors.toList()));
        var wishes = new ArrayList<Wish>();
        var left = new ArrayList<Finding>();
        rows.forEach((syncId, writes) -> Wishes.of(syncId, writes).forEach(wish -> clear(wish, writes, wishes, left)));
        Judged judged = judging.judge(sync, wishes);
        List<Finding> found = Stream.of(judged.possible().stream().map(Wish::finding), judged.elsewhere().stream(), left.stream(), judged.left().stream())
                .flatMap(one -> one).toList();
        return RunStep.to(Map.of(AFTER, things.get(things.size() - 1)), run.done() + things.size(), null).finding(found)
                .counting(counts(found));
    }

    /** Leaves out the fields of which nobody can tell what to put back. */
    private static void clear(Wish wish, List<Entry> writes, List<Wish> wishes, List<Finding> left) {
        var fields = new LinkedHashMap<>(wish.fields());
        if (wish.kind() == Wish.Kind.PUT_BACK) {
            Wishes.unclear(writes).stream().filter(fields::containsKey).forEach(field -> left.add(
                    wish.with(Map.of(field, fields.remove(field))).left("What was there before is not known, or was not the same in all systems.")));
        }
        if (!fields.isEmpty() || wish.kind() == Wish.Kind.RESTORE) {
            wishes.add(wish.with(fields));
        }
    }

    private static Map<String, Long> counts(List<Finding> found) {
        return found.stream().collect(Collectors.groupingBy(Finding::kind, Collectors.counting()));
    }

    // ---- carrying it out

    private RunStep carryOut(Run run, SyncDefinition sync, long plan) {
        long waiting = reviews.waiting(run.id());
        boolean fed = Boolean.TRUE.equals(run.progress().get(FED));
        if (fed && waiting == 0) {
            return check(run, sync, plan);
        }
        if (fed || waiting >= MOST_WAITING) {
            return RunStep.waiting(run, A_MOMENT, held.why(sync));
        }
        if (run.progress().isEmpty() && (held.isBraked(sync) || undoBrake.stops(sync, run.id(), losses(plan)))) {
            return RunStep.waiting(run, A_MOMENT, held.why(sync));
        }
        Page<Finding> page = findings.list(plan, null, number(run, AFTER), AT_ONCE);
        Judged judged = judging.judge(sync, page.items().stream()
                .filter(finding -> !finding.kind().equals(Wish.LEFT) && !Wish.isWithAnother(finding)).map(Wish::of).toList());
        Instant now = clock.instant();
        List<Finding> left = new ArrayList<>(judged.left());
        var decisions = new HashMap<String, Optional<Brake>>();
        Function<String, Optional<Brake>> rejection = subject -> decisions.computeIfAbsent(subject, s -> rejection(run, s));
        List<ReviewItem> items = judged.possible().stream().map(wish -> unrejected(wish, rejection, left)).flatMap(Optional::stream)
                .flatMap(wish -> items(run, wish, now)).toList();
        Map<String, Object> next = page.next() == null ? Map.of(FED, true) : Map.of(AFTER, page.next());
        return RunStep.to(next, run.done() + page.items().size(), null).finding(left).counting(counts(left))
                .with(() -> reviews.takeBack(items));
    }

    /** Returns how many records would lose something if all of the plan were carried out, by what they would lose. */
    private Map<String, Long> losses(long plan) {
        var losses = new TreeMap<String, Long>();
        losses.put(UndoBrake.DELETE, findings.counts(plan).getOrDefault(Wish.Kind.REMOVE.word(), 0L));
        for (Long after = 0L; after != null;) {
            Page<Finding> page = findings.list(plan, Wish.Kind.PUT_BACK.word(), after, (int) MOST_WAITING);
            page.items().stream().filter(finding -> !Wish.isWithAnother(finding)).map(Wish::of).flatMap(wish -> wish.blanks().stream())
                    .forEach(field -> losses.merge(UndoBrake.blank(field), 1L, Long::sum));
            after = page.next();
        }
        return losses;
    }

    /** Returns what of the wish nobody rejected at the brake; puts the rest among what is left. */
    private static Optional<Wish> unrejected(Wish wish, Function<String, Optional<Brake>> rejection, List<Finding> left) {
        if (wish.kind() == Wish.Kind.REMOVE) {
            Optional<Brake> brake = rejection.apply(UndoBrake.DELETE);
            brake.ifPresent(one -> left.add(wish.left(rejected(one))));
            return brake.isPresent() ? Optional.empty() : Optional.of(wish);
        }
        var fields = new LinkedHashMap<>(wish.fields());
        wish.blanks().forEach(field -> rejection.apply(UndoBrake.blank(field))
                .ifPresent(one -> left.add(wish.with(Map.of(field, fields.remove(field))).left(rejected(one)))));
        return fields.isEmpty() && wish.kind() == Wish.Kind.PUT_BACK ? Optional.empty() : Optional.of(wish.with(fields));
    }

    private Optional<Brake> rejection(Run run, String subject) {
        return undoBrake.decided(run.sync(), run.id(), subject).filter(decision -> decision.state() == Brakes.State.REJECTED);
    }

    private static String rejected(Brake brake) {
        return "Rejected at the brake by " + brake.decidedBy() + ".";
    }

    /** Waits until the systems have answered, and lists what they have not taken. */
    private RunStep check(Run run, SyncDefinition sync, long plan) {
        Page<Finding> page = findings.list(plan, null, number(run, AFTER), AT_ONCE);
        List<Delivery> undelivered = deliveries.of(sync.name(), page.items().stream().map(Finding::syncId).distinct().toList())
                .values().stream().flatMap(List::stream).toList();
        int tries = (int) number(run, TRIES);
        if (tries < MOST_TRIES && undelivered.stream().anyMatch(one -> one.state() == Deliveries.State.WAITING)) {
            return RunStep.to(Map.of(FED, true, AFTER, number(run, AFTER), TRIES, tries + 1), run.done(), run.total())
                    .resting(A_MOMENT.multipliedBy(3));
        }
        List<Finding> left = undelivered.stream().map(one -> Finding.of(Wish.LEFT, place(one), one.syncId(),
                Map.of("why", "Could not be written: " + one.error()))).toList();
        RunStep step = RunStep.to(Map.of(FED, true, AFTER, page.next() == null ? 0 : page.next()), run.done(), run.done())
                .finding(left).counting(counts(left));
        return page.next() == null ? step.asLast() : step;
    }

    private static RecordRef place(Delivery delivery) {
        return delivery.targetSystem() == null || delivery.targetRecordId() == null ? null
                : new RecordRef(delivery.targetSystem(), delivery.targetRecordId());
    }

    private static long number(Run run, String key) {
        return run.progress().get(key) instanceof Number number ? number.longValue() : 0;
    }

    private static Stream<ReviewItem> items(Run run, Wish wish, Instant now) {
        return switch (wish.kind()) {
            case PUT_BACK -> wish.fields().entrySet().stream().map(field -> item(run, wish, field.getKey(),
                    field.getValue().written(), field.getValue().former(), now));
            case REMOVE -> Stream.of(item(run, wish, Thing.RECORD, null, Reviews.REMOVE, now));
            case RESTORE -> Stream.of(item(run, wish, Thing.RECORD, null, Reviews.RESTORE, now));
        };
    }

    private static ReviewItem item(Run run, Wish wish, String field, Object written, Object answer, Instant now) {
        return new ReviewItem(0, run.sync(), wish.syncId(), field, Reviews.Kind.UNDO, null,
                List.of(new Claimed(wish.record().system(), wish.record().recordId(), written, null)),
                "undo " + run.id() + " by " + run.askedBy(), now, Reviews.State.ANSWERED, answer, run.askedBy(), now, null, run.id());
    }
}
