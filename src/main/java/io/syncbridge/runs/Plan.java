package io.syncbridge.runs;

import io.syncbridge.component.Page;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.SyncAction;
import io.syncbridge.pipeline.Preview;
import io.syncbridge.pipeline.Preview.Outlook;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a backfill would read and tells what that would do. Nothing is written to a system, and nothing of the sync is
 * changed: what the plan foresees it keeps apart, until it is through.
 */
@ApplicationScoped
public class Plan implements RunKind {

    private static final String LOSSES = "losses";

    private final Systems systems;
    private final Things things;
    private final Preview preview;
    private final Clock clock;

    public Plan(Systems systems, Things things, Preview preview, Clock clock) {
        this.systems = systems;
        this.things = things;
        this.preview = preview;
        this.clock = clock;
    }

    @Override
    public Runs.Kind kind() {
        return Runs.Kind.PLAN;
    }

    @Override
    public Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked) {
        return ScanParameters.read(sync, asked).json();
    }

    @Override
    public RunStep next(Run run, SyncDefinition sync) {
        ScanParameters parameters = ScanParameters.of(run.parameters());
        ScanProgress at = ScanProgress.of(run.progress());
        if (at.isThrough(parameters)) {
            return RunStep.to(run.progress(), at.read(), at.read()).asLast().saying(hints(run, sync))
                    .with(() -> things.forget(Things.planned(run.id())));
        }
        Page page = systems.changes(sync.name(), at.system(parameters), at.cursor(), parameters.page(Backfill.PAGE));
        List<Change> wanted = parameters.where().of(sync, page.changes()).stream().map(Backfill::found).toList();
        Instant now = clock.instant();
        var planned = new PlannedThings(things, sync.name(), run.id());
        Outlook outlook = preview.of(sync, planned.untold(wanted), run.id(), planned, now);
        ScanProgress next = at.after(page);
        var progress = new LinkedHashMap<>(next.json());
        progress.put(LOSSES, losses(run, outlook.losses()));
        return RunStep.to(progress, next.read(), run.total()).resting(parameters.rest(page.changes().size()))
                .finding(outlook.findings())
                .counting(counts(sync, outlook, at.system(parameters), parameters, page.changes(), wanted))
                .with(() -> planned.save(outlook.revisions(), now));
    }

    /** Returns what the brakes would count of all that the plan has come across. */
    private static Map<String, Long> losses(Run run, Map<String, Long> more) {
        var losses = new TreeMap<>(more);
        if (run.progress().get(LOSSES) instanceof Map<?, ?> before) {
            before.forEach((lost, number) -> losses.merge(lost.toString(), ((Number) number).longValue(), Long::sum));
        }
        return losses;
    }

    private String hints(Run run, SyncDefinition sync) {
        List<String> hints = Stream.of(Optional.ofNullable(unasked(sync)), preview.brake(sync, losses(run, Map.of()), clock.instant()))
                .flatMap(Optional::stream).toList();
        return hints.isEmpty() ? null : String.join(" ", hints);
    }

    /** Where a system cannot be asked for what matches, a record that it holds already may be created once more. */
    private String unasked(SyncDefinition sync) {
        List<String> unasked = sync.match().isEmpty() ? List.of() : sync.policy().systems().stream()
                .filter(system -> sync.policy().targets().contains(system) && !systems.knows(sync.name(), system, SyncAction.FIND))
                .toList();
        return unasked.isEmpty() ? null : String.join(" and ", unasked) + " cannot be asked for records that match, since no route"
                + " knows the action `find` there: what it holds already may be among what would be created.";
    }

    private static Map<String, Long> counts(SyncDefinition sync, Outlook outlook, String system, ScanParameters parameters,
            List<Change> read, List<Change> wanted) {
        List<Thing> agreeing = outlook.agreeing().stream().filter(thing -> isFirstIn(system, thing, parameters)).toList();
        var counts = outlook.findings().stream()
                .collect(Collectors.groupingBy(Finding::kind, TreeMap::new, Collectors.counting()));
        counts.put("agree", (long) agreeing.size());
        counts.put("passed over", (long) read.size() - wanted.size());
        counts.values().removeIf(number -> number == 0);
        counts.putAll(LeftOut.records(sync, system, wanted));
        var met = new HashMap<String, Thing>();
        agreeing.forEach(thing -> met.put(thing.syncId(), thing));
        outlook.revisions().forEach(revision -> met.put(revision.after().syncId(), revision.after()));
        counts.putAll(LeftOut.creates(sync, met.values()));
        return counts;
    }

    /** A thing that needs nothing is met once in each system; it counts where it is met first. */
    private static boolean isFirstIn(String system, Thing thing, ScanParameters parameters) {
        return parameters.from().stream().filter(one -> thing.shadows().containsKey(one) && thing.shadows().get(one).isPresent())
                .findFirst().filter(system::equals).isPresent();
    }
}
