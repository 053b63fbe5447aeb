package io.syncbridge.runs.undo;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.Held;
import io.syncbridge.runs.RunKind;
import io.syncbridge.runs.RunStep;
import io.syncbridge.runs.undo.Judging.Judged;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes back what the bridge wrote in a run or a span of time, by the sync log: first as a plan, then, where what it wrote
 * still stands, through the pipeline. The rest is listed with the reason.
 */
@ApplicationScoped
public class Undo implements RunKind {

    private static final String AFTER = "after";
    private static final int AT_ONCE = 200;
    private static final long MOST_WAITING = 2000;
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final Runs runs;
    private final RunFindings findings;
    private final SyncLog log;
    private final Reviews reviews;
    private final Judging judging;
    private final Held held;
    private final Clock clock;

    public Undo(Runs runs, RunFindings findings, SyncLog log, Reviews reviews, Judging judging, Held held, Clock clock) {
        this.runs = runs;
        this.findings = findings;
        this.log = log;
        this.reviews = reviews;
        this.judging = judging;
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
        List<Finding> found = Stream.of(judged.possible().stream().map(Wish::finding), left.stream(), judged.left().stream())
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
        boolean fed = Boolean.TRUE.equals(run.progress().get("fed"));
        if (fed && waiting == 0) {
            return RunStep.to(run.progress(), run.done(), run.done()).asLast();
        }
        if (fed || waiting >= MOST_WAITING) {
            return RunStep.waiting(run, A_MOMENT, held.why(sync.name()));
        }
        long after = run.progress().get(AFTER) instanceof Number number ? number.longValue() : 0;
        Page<Finding> page = findings.list(plan, null, after, AT_ONCE);
        Judged judged = judging.judge(sync, page.items().stream().filter(finding -> !finding.kind().equals(Wish.LEFT))
                .map(Wish::of).toList());
        Instant now = clock.instant();
        List<ReviewItem> items = judged.possible().stream().flatMap(wish -> items(run, wish, now)).toList();
        Map<String, Object> next = page.next() == null ? Map.of("fed", true) : Map.of(AFTER, page.next());
        return RunStep.to(next, run.done() + page.items().size(), null).finding(judged.left()).counting(counts(judged.left()))
                .with(() -> reviews.takeBack(items));
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
