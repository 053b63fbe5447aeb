package io.syncbridge.runs;

import io.syncbridge.component.Page;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.SyncAction;
import io.syncbridge.pipeline.Preview;
import io.syncbridge.pipeline.Preview.Outlook;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads what a backfill would read and tells what that would do. Nothing is written to a system, and nothing of the sync is
 * changed: what the plan foresees it keeps apart, until it is through.
 */
@ApplicationScoped
public class Plan implements RunKind {

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
            return RunStep.to(run.progress(), at.read(), at.read()).asLast().saying(unasked(sync))
                    .with(() -> things.forget(Things.planned(run.id())));
        }
        Page page = systems.changes(sync.name(), at.system(parameters), at.cursor(), parameters.page(Backfill.PAGE));
        List<Change> wanted = parameters.where().of(sync, page.changes()).stream().map(Backfill::found).toList();
        Instant now = clock.instant();
        var planned = new PlannedThings(things, sync.name(), run.id());
        Outlook outlook = preview.of(sync, planned.untold(wanted), run.id(), planned, now);
        ScanProgress next = at.after(page);
        return RunStep.to(next.json(), next.read(), run.total()).resting(parameters.rest(page.changes().size()))
                .finding(outlook.findings())
                .counting(counts(outlook, agreeing(outlook, parameters, at), page.changes().size() - wanted.size()))
                .with(() -> planned.save(outlook.revisions(), now));
    }

    /** Where a system cannot be asked for what matches, a record that it holds already may be created once more. */
    private String unasked(SyncDefinition sync) {
        List<String> unasked = sync.match().isEmpty() ? List.of() : sync.policy().systems().stream()
                .filter(system -> sync.policy().targets().contains(system) && !systems.knows(sync.name(), system, SyncAction.FIND))
                .toList();
        return unasked.isEmpty() ? null : String.join(" and ", unasked) + " cannot be asked for records that match, since no route"
                + " knows the action `find` there: what it holds already may be among what would be created.";
    }

    /** A thing is met once in each system; it counts where it is met first. */
    private static long agreeing(Outlook outlook, ScanParameters parameters, ScanProgress at) {
        return outlook.agreeing().stream().filter(thing -> parameters.from().stream()
                .filter(system -> thing.shadows().containsKey(system) && thing.shadows().get(system).isPresent())
                .findFirst().filter(at.system(parameters)::equals).isPresent()).count();
    }

    private static Map<String, Long> counts(Outlook outlook, long agreeing, int passedOver) {
        var counts = outlook.findings().stream()
                .collect(Collectors.groupingBy(Finding::kind, TreeMap::new, Collectors.counting()));
        counts.put("agree", agreeing);
        counts.put("passed over", (long) passedOver);
        counts.values().removeIf(number -> number == 0);
        return counts;
    }
}
