package io.syncbridge.runs;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Knowledge;
import io.syncbridge.pipeline.Preview;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.RunFindings;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Does what a plan says. The records of each of its lines are read and looked at again: only where the same would be done
 * with the same values are they taken in, through the inbox like any other change; otherwise the line is refused.
 */
@ApplicationScoped
public class Apply implements RunKind {

    private static final String PLAN = "plan";
    private static final int PAGE = 2000;
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    /** Nothing would come of these but another failure, or nothing at all. */
    private static final Set<String> LEFT_OUT = Set.of("broken", "missing");

    private final Runs runs;
    private final RunFindings findings;
    private final LiveRecords records;
    private final Things things;
    private final Preview preview;
    private final Inbox inbox;
    private final TakenIn takenIn;
    private final Held held;
    private final Clock clock;

    public Apply(Runs runs, RunFindings findings, LiveRecords records, Things things, Preview preview, Inbox inbox, TakenIn takenIn, Held held,
            Clock clock) {
        this.runs = runs;
        this.findings = findings;
        this.records = records;
        this.things = things;
        this.preview = preview;
        this.inbox = inbox;
        this.takenIn = takenIn;
        this.held = held;
        this.clock = clock;
    }

    @Override
    public Runs.Kind kind() {
        return Runs.Kind.APPLY;
    }

    @Override
    public Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked) {
        if (!asked.keySet().equals(Set.of(PLAN))) {
            throw new BadRunException("An apply has one parameter: plan, the number of the plan that it carries out.");
        }
        return Map.of(PLAN, OtherRun.done(OtherRun.asked(runs, sync.name(), asked, PLAN), Runs.Kind.PLAN).id());
    }

    @Override
    public RunStep next(Run run, SyncDefinition sync) {
        long plan = ((Number) run.parameters().get(PLAN)).longValue();
        long after = run.progress().get("after") instanceof Number number ? number.longValue() : 0;
        if (!takenIn.isSettled(run)) {
            return RunStep.waiting(run, A_MOMENT, held.why(sync));
        }
        List<Finding> lines = whole(findings.list(plan, null, after, PAGE).items());
        if (lines.isEmpty()) {
            return RunStep.to(run.progress(), run.done(), run.done()).asLast();
        }
        Long total = run.total() == null ? Long.valueOf(findings.counts(plan).values().stream().mapToLong(n -> n).sum()) : run.total();
        return apply(run, sync, lines)
                .at(Map.of("after", lines.get(lines.size() - 1).no()), run.done() + lines.size(), total);
    }

    /** A page may end amid the lines of one thing, which belong together: the next page begins with them. */
    private static List<Finding> whole(List<Finding> page) {
        if (page.size() < PAGE) {
            return page;
        }
        int end = page.size() - 1;
        while (end > 0 && records(page.get(end - 1)).equals(records(page.get(page.size() - 1)))) {
            end--;
        }
        return end == 0 ? page : page.subList(0, end);
    }

    private RunStep apply(Run run, SyncDefinition sync, List<Finding> lines) {
        Map<List<String>, List<Finding>> planned = byRecords(lines);
        Map<String, Change> found = read(sync, planned.keySet());
        Map<List<String>, List<Finding>> now = byRecords(preview.of(sync, List.copyOf(found.values()), run.id(),
                Knowledge.of(things, sync.name()), clock.instant()).findings());
        var taken = new LinkedHashSet<Change>();
        var refused = new ArrayList<Finding>();
        long leftOut = 0;
        for (var group : planned.entrySet()) {
            if (group.getValue().stream().anyMatch(line -> LEFT_OUT.contains(line.kind()))) {
                leftOut += group.getValue().size();
            } else if (missing(sync, group.getKey(), found).isEmpty() && prints(group.getValue())
                    .equals(prints(now.getOrDefault(group.getKey(), List.of())))) {
                group.getKey().stream().map(found::get).filter(Objects::nonNull).forEach(taken::add);
            } else {
                group.getValue().forEach(line -> refused.add(refused(line, !missing(sync, group.getKey(), found).isEmpty())));
            }
        }
        return RunStep.to(run.progress(), run.done(), run.total()).finding(refused)
                .counting(counts(refused.size(), leftOut))
                .with(() -> inbox.add(sync.name(), List.copyOf(taken), run.id(), clock.instant()));
    }

    private static Map<List<String>, List<Finding>> byRecords(List<Finding> lines) {
        return lines.stream().collect(Collectors.groupingBy(Apply::records, LinkedHashMap::new, Collectors.toList()));
    }

    /** Returns the records as they are now, in the order of the plan; those that are gone are missing. */
    private Map<String, Change> read(SyncDefinition sync, Set<List<String>> groups) {
        List<RecordRef> refs = groups.stream().flatMap(List::stream).distinct().map(Apply::ref).toList();
        Map<RecordRef, Change> live = records.read(sync, refs);
        var read = new LinkedHashMap<String, Change>();
        refs.stream().filter(live::containsKey).forEach(ref -> read.put(ref.toString(), Backfill.found(live.get(ref))));
        return read;
    }

    private List<String> missing(SyncDefinition sync, List<String> planned, Map<String, Change> found) {
        return planned.stream().filter(record -> !found.containsKey(record) && records.shows(sync, ref(record).system())).toList();
    }

    private static Finding refused(Finding line, boolean gone) {
        var details = new LinkedHashMap<>(line.details());
        details.put("planned", line.kind());
        details.put("why", gone ? "A record is gone since it was planned; make another plan."
                : "The records have changed since it was planned; make another plan.");
        return new Finding(0, "refused", line.system(), line.recordId(), line.syncId(), details);
    }

    private static Map<String, Long> counts(long refused, long leftOut) {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("refused", refused);
        counts.put("left out", leftOut);
        counts.values().removeIf(number -> number == 0);
        return counts;
    }

    private static Set<Object> prints(List<Finding> lines) {
        return lines.stream().map(line -> line.details().get("fingerprint")).collect(Collectors.toSet());
    }

    private static List<String> records(Finding line) {
        return ((List<?>) line.details().get("records")).stream().map(String::valueOf).toList();
    }

    private static RecordRef ref(String record) {
        int slash = record.indexOf('/');
        return new RecordRef(record.substring(0, slash), record.substring(slash + 1));
    }
}
