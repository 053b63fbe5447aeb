package io.syncbridge.runs;

import io.syncbridge.component.Page;
import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Runs.Run;
import io.syncbridge.store.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes in every record of one system after the other. The records go through the inbox and the pipeline like any other
 * report, behind the live changes, so that a newer edit is never overwritten; at most {@value #MOST_WAITING} wait there.
 */
@ApplicationScoped
public class Backfill implements RunKind {

    static final int PAGE = 1000;
    private static final int MOST_WAITING = 4 * PAGE;
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final Systems systems;
    private final Inbox inbox;
    private final TakenIn takenIn;
    private final Held held;
    private final Parents parents;
    private final Cursors cursors;
    private final Clock clock;

    public Backfill(Systems systems, Inbox inbox, TakenIn takenIn, Held held, Parents parents, Cursors cursors, Clock clock) {
        this.cursors = cursors;
        this.parents = parents;
        this.systems = systems;
        this.inbox = inbox;
        this.takenIn = takenIn;
        this.held = held;
        this.clock = clock;
    }

    @Override
    public Runs.Kind kind() {
        return Runs.Kind.BACKFILL;
    }

    @Override
    public Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked) {
        return ScanParameters.read(sync, asked).json();
    }

    @Override
    public RunStep next(Run run, SyncDefinition sync) {
        ScanParameters parameters = ScanParameters.of(run.parameters());
        ScanProgress at = ScanProgress.of(run.progress());
        long waiting = takenIn.waiting(run);
        Optional<String> parent = at.read() == 0 && at.done() == 0 ? parents.underWay(sync) : Optional.empty();
        if (parent.isPresent()) {
            return RunStep.to(run.progress(), 0, null).resting(A_WHILE)
                    .saying("Waits for the backfill of " + parent.get() + ", to whose records these point.");
        }
        if (at.isThrough(parameters)) {
            RunStep step = RunStep.to(run.progress(), at.read() - waiting, at.read());
            return takenIn.isSettled(run) ? step.asLast() : step.resting(A_MOMENT).saying(held.why(sync));
        }
        if (waiting >= MOST_WAITING) {
            return RunStep.to(run.progress(), at.read() - waiting, run.total()).resting(A_MOMENT).saying(held.why(sync));
        }
        return takeIn(run, sync, parameters, at, waiting);
    }

    private RunStep takeIn(Run run, SyncDefinition sync, ScanParameters parameters, ScanProgress at, long waiting) {
        String system = at.system(parameters);
        Page page = systems.scan(sync.name(), system, at.cursor(), parameters.page(PAGE), sync.system(system).filter());
        List<Change> wanted = parameters.where().of(sync, page.changes()).stream().map(Backfill::found).toList();
        ScanProgress next = at.after(page);
        return RunStep.to(next.json(), next.read() - waiting - wanted.size(), run.total())
                .resting(parameters.rest(page.changes().size()))
                .counting(wanted.size() == page.changes().size() ? Map.of()
                        : Map.of("passed over", (long) page.changes().size() - wanted.size()))
                .with(() -> {
                    inbox.add(sync.name(), wanted, run.id(), clock.instant());
                    if (next.done() > at.done() && parameters.where().isEmpty()) {
                        cursors.heard(sync.name(), system);
                    }
                });
    }

    /** What a scan comes across is no event, and no news of when it happened. */
    static Change found(Change change) {
        return new Change(change.ref(), change.operation() == Operation.DELETE ? Operation.DELETE : Operation.UPDATE,
                change.record(), change.time(), change.version(), null, change.problem(), null, null);
    }
}
