package io.syncbridge.runs.compare;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.runs.BadRunException;
import io.syncbridge.runs.Held;
import io.syncbridge.runs.OtherRun;
import io.syncbridge.runs.RunKind;
import io.syncbridge.runs.RunStep;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Page;
import io.syncbridge.store.RunFindings;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts right what a comparison found: lets the pipeline read the records that differ, as if they had just been reported,
 * so that its rules and brakes decide. Then looks at each difference once more and lists what is left, and why.
 */
@ApplicationScoped
public class Repair implements RunKind {

    private static final String COMPARE = "compare";
    private static final String PHASE = "phase";
    private static final String AFTER = "after";
    private static final String DONE = "done";
    private static final String TRIES = "tries";
    private static final int AT_ONCE = 200;
    private static final long MOST_WAITING = 4000;
    private static final int MOST_TRIES = 5;
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final Runs runs;
    private final RunFindings findings;
    private final Inbox inbox;
    private final SecondLook look;
    private final Held held;
    private final Clock clock;

    public Repair(Runs runs, RunFindings findings, Inbox inbox, SecondLook look, Held held, Clock clock) {
        this.runs = runs;
        this.findings = findings;
        this.inbox = inbox;
        this.look = look;
        this.held = held;
        this.clock = clock;
    }

    @Override
    public Runs.Kind kind() {
        return Runs.Kind.REPAIR;
    }

    @Override
    public Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked) {
        if (!asked.keySet().equals(Set.of(COMPARE))) {
            throw new BadRunException("A repair has one parameter: compare, the number of the comparison whose differences it puts"
                    + " right.");
        }
        return Map.of(COMPARE, OtherRun.done(OtherRun.asked(runs, sync.name(), asked, COMPARE), Runs.Kind.COMPARE).id());
    }

    @Override
    public RunStep next(Run run, SyncDefinition sync) {
        boolean looking = "look".equals(run.progress().get(PHASE));
        long waiting = inbox.waiting(run.id());
        boolean full = waiting >= MOST_WAITING;
        if (full || "wait".equals(run.progress().get(PHASE)) && waiting > 0) {
            return RunStep.waiting(run, A_MOMENT, held.why(sync));
        }
        return looking ? lookAgain(run, sync) : "wait".equals(run.progress().get(PHASE)) ? RunStep.to(at("look", 0, 0, 0), 0, run.done())
                : readAgain(run, sync);
    }

    private RunStep readAgain(Run run, SyncDefinition sync) {
        Page<Finding> page = page(run);
        List<Change> hints = page.items().stream().filter(finding -> Cause.of(finding.kind()).isRepairable())
                .flatMap(finding -> Difference.records(finding).stream()).map(Repair::hint).toList();
        Map<String, Object> next = page.next() == null ? at("wait", 0, 0, 0) : at("read", page.next(), 0, 0);
        return RunStep.to(next, run.done() + page.items().size(), null).saying("Lets the records be read again.")
                .with(() -> inbox.add(sync.name(), hints, run.id(), clock.instant()));
    }

    private static Change hint(RecordRef ref) {
        return Change.hint(ref);
    }

    private RunStep lookAgain(Run run, SyncDefinition sync) {
        Page<Finding> page = page(run);
        List<Difference> left = page.items().isEmpty() ? List.of()
                : look.at(sync, page.items().stream().map(Repair::group).toList(), clock.instant());
        int tries = number(run, TRIES);
        if (tries < MOST_TRIES && left.stream().anyMatch(one -> one.cause().isPassing())) {
            return RunStep.to(at("look", number(run, AFTER), number(run, DONE), tries + 1), run.done(), run.total())
                    .resting(A_MOMENT.multipliedBy(2)).saying("Gives what is on its way some time.");
        }
        int done = number(run, DONE) + page.items().size();
        RunStep step = RunStep.to(at("look", page.next() == null ? 0 : page.next(), done, 0), done, run.total())
                .finding(left.stream().map(Difference::finding).toList()).counting(tally(page.items(), left));
        return page.next() == null ? step.asLast().saying(told(run, page.items(), left)) : step;
    }

    private static Map<String, Long> tally(List<Finding> looked, List<Difference> left) {
        var tally = new HashMap<String, Long>();
        tally.put("repaired", Math.max(0, looked.size() - (long) left.size()));
        if (!left.isEmpty()) {
            tally.put("left", (long) left.size());
        }
        return tally;
    }

    private static String told(Run run, List<Finding> looked, List<Difference> left) {
        long remaining = run.tally().getOrDefault("left", 0L) + left.size();
        long repaired = run.tally().getOrDefault("repaired", 0L) + Math.max(0, looked.size() - (long) left.size());
        return repaired + (repaired == 1 ? " difference is" : " differences are") + " put right"
                + (remaining == 0 ? "." : "; " + remaining + (remaining == 1 ? " is" : " are") + " left, see why below.");
    }

    private Page<Finding> page(Run run) {
        return findings.list(((Number) run.parameters().get(COMPARE)).longValue(), null, number(run, AFTER), AT_ONCE);
    }

    private static Group group(Finding finding) {
        return new Group(finding.syncId() == null ? Fingerprint.unpaired(finding.system() + "/" + finding.recordId())
                : finding.syncId(), new LinkedHashSet<>(Difference.records(finding)));
    }

    private static Map<String, Object> at(String phase, long after, long done, int tries) {
        return Map.of(PHASE, phase, AFTER, after, DONE, done, TRIES, tries);
    }

    private static int number(Run run, String key) {
        return run.progress().get(key) instanceof Number number ? number.intValue() : 0;
    }
}
