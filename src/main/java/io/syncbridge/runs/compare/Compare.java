package io.syncbridge.runs.compare;

import io.syncbridge.component.Page;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.reconcile.Leaving;
import io.syncbridge.runs.BadRunException;
import io.syncbridge.runs.RunKind;
import io.syncbridge.runs.RunStep;
import io.syncbridge.store.Comparisons;
import io.syncbridge.store.Comparisons.Print;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Compares what the systems of a sync hold: reads each from end to end, keeps a fingerprint of every record in the store,
 * and looks once more at what differs. What is merely on its way is given some time before it counts.
 */
@ApplicationScoped
public class Compare implements RunKind {

    static final int PAGE = 1000;
    static final int LOOKED_AT_ONCE = 200;
    static final int PASSES = 5;
    private static final Duration BETWEEN_PASSES = Duration.ofSeconds(2);

    private final Systems systems;
    private final Prints prints;
    private final Comparisons comparisons;
    private final SecondLook look;
    private final Things things;

    public Compare(Systems systems, Prints prints, Comparisons comparisons, SecondLook look, Things things) {
        this.systems = systems;
        this.prints = prints;
        this.comparisons = comparisons;
        this.look = look;
        this.things = things;
    }

    @Override
    public Runs.Kind kind() {
        return Runs.Kind.COMPARE;
    }

    @Override
    public Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked) {
        if (!asked.isEmpty()) {
            throw new BadRunException("A comparison has no parameters: it compares all records of all systems.");
        }
        for (String system : sync.systems().keySet()) {
            for (SyncAction action : List.of(SyncAction.CHANGES, SyncAction.READ)) {
                if (!systems.knows(sync.name(), system, action)) {
                    throw new BadRunException("No route of " + system + " is running that knows the action '"
                            + action.name().toLowerCase(Locale.ROOT)
                            + "', so its records cannot be compared. Comparing needs 'changes' and 'read' of every system.");
                }
            }
        }
        return Map.of();
    }

    @Override
    public RunStep next(Run run, SyncDefinition sync) {
        Progress at = Progress.of(run.progress());
        List<String> all = List.copyOf(sync.systems().keySet());
        if (at.systems() < all.size()) {
            return read(run, sync, all.get(at.systems()), at);
        }
        if (at.pass() == 0) {
            return RunStep.to(at.counted(comparisons.things(run.id())).json(), at.read(), at.read()).saying("Looks at what differs.");
        }
        return lookAgain(run, sync, at);
    }

    private RunStep read(Run run, SyncDefinition sync, String system, Progress at) {
        Page page = systems.scan(sync.name(), system, at.cursor(), PAGE, scope(sync.system(system)));
        List<Print> found = prints.of(sync, system, page.changes());
        Progress next = at.read(page.cursor(), !page.more() || page.scanComplete(), page.changes().size());
        long expected = expected(run, sync);
        return RunStep.to(next.json(), next.read(), expected < next.read() ? null : expected).saying("Reads " + system + ".")
                .with(() -> comparisons.add(run.id(), found));
    }

    /** What stays in outside of the filter has to be read. */
    private static Filter scope(SystemDefinition system) {
        return system.leaving() == Leaving.KEEP ? Filter.ALL : system.filter();
    }

    private long expected(Run run, SyncDefinition sync) {
        return run.total() != null ? run.total()
                : sync.systems().keySet().stream().mapToLong(system -> things.present(sync.name(), system)).sum();
    }

    private RunStep lookAgain(Run run, SyncDefinition sync, Progress at) {
        List<String> differing = comparisons.differing(run.id(), at.after(), LOOKED_AT_ONCE);
        if (differing.isEmpty()) {
            return passDone(run, at);
        }
        List<Difference> differences = look.at(sync, groups(run, differing), run.startedAt());
        List<Difference> sure = differences.stream().filter(one -> at.pass() >= PASSES || !one.cause().isPassing()).toList();
        Set<String> over = new LinkedHashSet<>(differing);
        differences.stream().filter(one -> !sure.contains(one)).forEach(one -> over.removeAll(named(run, one, differing)));
        return RunStep.to(at.lookedAt(differing.get(differing.size() - 1)).json(), at.read(), at.read())
                .saying("Looks at what differs.").finding(sure.stream().map(Difference::finding).toList())
                .counting(counts(sure)).with(() -> comparisons.drop(run.id(), over));
    }

    /** Returns the names under which the records were looked for; a thing may have come into being meanwhile. */
    private List<String> named(Run run, Difference difference, List<String> differing) {
        if (differing.contains(difference.thing())) {
            return List.of(difference.thing());
        }
        return comparisons.of(run.id(), differing).stream().filter(print ->
                difference.records().contains(new RecordRef(print.system(), print.recordId()))).map(Print::thing).distinct().toList();
    }

    private RunStep passDone(Run run, Progress at) {
        boolean nothingLeft = comparisons.differing(run.id(), "", 1).isEmpty();
        if (!nothingLeft && at.pass() < PASSES) {
            return RunStep.to(at.nextPass().json(), at.read(), at.read()).resting(BETWEEN_PASSES)
                    .saying("Gives what is on its way some time.");
        }
        long agree = Math.max(0, at.things() - run.tally().values().stream().mapToLong(Long::longValue).sum());
        var tally = new HashMap<>(run.tally());
        tally.merge(Agreement.AGREE, agree, Long::sum);
        return RunStep.to(at.json(), at.read(), at.read()).asLast().saying(Agreement.of(tally).toString())
                .counting(Map.of(Agreement.AGREE, agree));
    }

    private List<Group> groups(Run run, List<String> differing) {
        var groups = new LinkedHashMap<String, Set<RecordRef>>();
        differing.forEach(thing -> groups.put(thing, new LinkedHashSet<>()));
        comparisons.of(run.id(), differing)
                .forEach(print -> groups.get(print.thing()).add(new RecordRef(print.system(), print.recordId())));
        return groups.entrySet().stream().map(group -> new Group(group.getKey(), group.getValue())).toList();
    }

    static Map<String, Long> counts(List<Difference> differences) {
        var counts = new HashMap<String, Long>();
        differences.forEach(one -> counts.merge(one.cause().word(), 1L, Long::sum));
        return counts;
    }
}
