package io.syncbridge.runs;

import io.syncbridge.component.Page;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Filter;
import io.syncbridge.mapping.Forms;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.pipeline.Formers;
import io.syncbridge.pipeline.Knowledge;
import io.syncbridge.pipeline.Preview;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Inbox;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Brings the systems' records to a definition that has changed: first as a plan, then through the pipeline. It writes values
 * in a former form anew, and fills fields that were added. Then it looks once more: where no record is left that only a
 * former definition understands, that definition is forgotten.
 */
@ApplicationScoped
public class Remap implements RunKind {

    private static final String PLAN = "plan";
    private static final String LOOKING = "looking";
    private static final String LEFT = "left";
    private static final int MOST_WAITING = 4 * Backfill.PAGE;
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final Runs runs;
    private final Systems systems;
    private final LiveRecords live;
    private final Things things;
    private final Preview preview;
    private final Formers formers;
    private final Inbox inbox;
    private final TakenIn takenIn;
    private final Held held;
    private final Clock clock;

    public Remap(Runs runs, Systems systems, LiveRecords live, Things things, Preview preview, Formers formers, Inbox inbox,
            TakenIn takenIn, Held held, Clock clock) {
        this.runs = runs;
        this.systems = systems;
        this.live = live;
        this.things = things;
        this.preview = preview;
        this.formers = formers;
        this.inbox = inbox;
        this.takenIn = takenIn;
        this.held = held;
        this.clock = clock;
    }

    @Override
    public Runs.Kind kind() {
        return Runs.Kind.REMAP;
    }

    @Override
    public Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        if (!asked.keySet().equals(Set.of(PLAN))) {
            throw new BadRunException("Ask for a remap without parameters, which makes a plan; then {plan: its number} carries it out.");
        }
        Run plan = OtherRun.done(OtherRun.asked(runs, sync.name(), asked, PLAN), Runs.Kind.REMAP);
        if (plan.parameters().containsKey(PLAN)) {
            throw new BadRunException("Run " + plan.id() + " is no plan; it has carried one out.");
        }
        return Map.of(PLAN, plan.id());
    }

    @Override
    public RunStep next(Run run, SyncDefinition sync) {
        Forms forms = formers.of(sync);
        boolean planning = !run.parameters().containsKey(PLAN);
        boolean looking = Boolean.TRUE.equals(run.progress().get(LOOKING));
        ScanProgress at = ScanProgress.of(run.progress());
        var scan = new ScanParameters(scanned(sync, forms), Where.of(null), 0);
        if (!at.isThrough(scan)) {
            return planning ? plan(run, sync, scan, at) : looking ? look(run, sync, forms, scan, at) : takeIn(run, sync, scan, at);
        }
        if (planning) {
            return RunStep.to(run.progress(), at.read(), at.read()).asLast().saying(forms.isEmpty()
                    ? "The definition has not changed since the last remap: nothing is to be done."
                    : "Nothing is written yet. Carry this plan out to write what it lists.");
        }
        if (looking) {
            return end(run, sync, at);
        }
        return takenIn.isSettled(run) ? RunStep.to(Map.of(LOOKING, true), run.done(), run.total())
                : RunStep.waiting(run, A_MOMENT, held.why(sync));
    }

    /** Returns the systems to be scanned; the records of others are read with those that they belong to. */
    private List<String> scanned(SyncDefinition sync, Forms forms) {
        Set<String> concerned = forms.systems();
        return sync.systems().keySet().stream().filter(concerned::contains)
                .filter(system -> systems.knows(sync.name(), system, SyncAction.CHANGES)).toList();
    }

    private RunStep plan(Run run, SyncDefinition sync, ScanParameters scan, ScanProgress at) {
        Page page = page(sync, scan, at);
        List<Finding> findings = preview.of(sync, unmet(sync, page, scan, at), run.id(), Knowledge.of(things, sync.name()),
                clock.instant()).findings();
        Map<String, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(Finding::kind, TreeMap::new, Collectors.counting()));
        ScanProgress next = at.after(page);
        return RunStep.to(next.json(), next.read(), run.total()).finding(findings).counting(counts);
    }

    private RunStep takeIn(Run run, SyncDefinition sync, ScanParameters scan, ScanProgress at) {
        if (takenIn.waiting(run) >= MOST_WAITING) {
            return RunStep.waiting(run, A_MOMENT, held.why(sync));
        }
        Page page = page(sync, scan, at);
        List<Change> unmet = unmet(sync, page, scan, at);
        ScanProgress next = at.after(page);
        return RunStep.to(next.json(), next.read(), run.total())
                .with(() -> inbox.add(sync.name(), unmet, run.id(), clock.instant()));
    }

    private Page page(SyncDefinition sync, ScanParameters scan, ScanProgress at) {
        return systems.scan(sync.name(), at.system(scan), at.cursor(), Backfill.PAGE, Filter.ALL);
    }

    /** A thing's records are all looked at together, with the first of them. */
    private List<Change> unmet(SyncDefinition sync, Page page, ScanParameters scan, ScanProgress at) {
        List<String> before = scan.from().subList(0, at.done());
        List<Change> linked = linked(sync, page);
        Things.Loaded loaded = things.load(sync.name(), linked.stream().map(Change::ref).toList(), List.of());
        return linked.stream().filter(change -> loaded.things().get(loaded.syncIds().get(change.ref())).shadows().values().stream()
                .noneMatch(shadow -> shadow.isPresent() && before.contains(shadow.ref().system()))).toList();
    }

    /** A remap makes nothing new: records that are not linked are left to polls and backfills. */
    private List<Change> linked(SyncDefinition sync, Page page) {
        List<RecordRef> refs = page.changes().stream().map(Change::ref).toList();
        Set<RecordRef> linked = refs.isEmpty() ? Set.of() : things.load(sync.name(), refs, List.of()).syncIds().keySet();
        return page.changes().stream().filter(change -> change.operation() != Operation.DELETE && linked.contains(change.ref()))
                .map(Backfill::found).toList();
    }

    // ---- the look afterwards

    private RunStep look(Run run, SyncDefinition sync, Forms forms, ScanParameters scan, ScanProgress at) {
        Page page = page(sync, scan, at);
        List<Finding> left = left(sync, forms, whole(sync, linked(sync, page)));
        ScanProgress next = at.after(page);
        var progress = new LinkedHashMap<>(next.json());
        progress.put(LOOKING, true);
        progress.put(LEFT, left(run) + left.size());
        return RunStep.to(progress, run.done(), run.total()).finding(left)
                .counting(left.isEmpty() ? Map.of() : Map.of(LEFT, (long) left.size()));
    }

    private List<Change> whole(SyncDefinition sync, List<Change> linked) {
        List<RecordRef> hints = linked.stream().filter(Change::isHint).map(Change::ref).toList();
        var whole = new ArrayList<>(linked.stream().filter(change -> !change.isHint()).toList());
        whole.addAll(live.read(sync, hints).values());
        return whole;
    }

    private List<Finding> left(SyncDefinition sync, Forms forms, List<Change> records) {
        Things.Loaded loaded = Knowledge.of(things, sync.name()).load(records.stream().map(Change::ref).toList(), List.of());
        var left = new ArrayList<Finding>();
        for (Change change : records) {
            String system = change.ref().system();
            Thing thing = Formers.restated(forms, loaded.things().get(loaded.syncIds().get(change.ref())));
            Shadow shadow = thing.shadows().get(system);
            if (!thing.base().isDeleted() && shadow != null && shadow.isPresent() && change.record() != null) {
                var fields = new LinkedHashSet<>(forms.misread(system, change.record(), thing.base().values()));
                forms.added(system).stream().filter(field -> !shadow.values().has(field)
                        && sync.mapping().toCanonical(system, change.record()).value().has(field)).forEach(fields::add);
                fields.removeIf(field -> !sync.policy().fields().get(field).targets().contains(system));
                if (!fields.isEmpty()) {
                    left.add(Finding.of(LEFT, change.ref(), thing.syncId(), Map.of("why", "Still in a former form: "
                            + String.join(", ", fields) + ". See the record's failures and reviews.")));
                }
            }
        }
        return left;
    }

    private RunStep end(Run run, SyncDefinition sync, ScanProgress at) {
        RunStep step = RunStep.to(run.progress(), at.read(), at.read()).asLast();
        return left(run) > 0
                ? step.saying(left(run) + " records are still in a former form, which goes on being understood. Put right what keeps"
                        + " them, and make another remap.")
                : step.saying("All records are as the definition writes them.").with(() -> formers.forget(sync.name()));
    }

    private static long left(Run run) {
        return run.progress().get(LEFT) instanceof Number number ? number.longValue() : 0;
    }
}
