package io.syncbridge.runs;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.pipeline.Instance;
import io.syncbridge.pipeline.WorkSignal;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Handler;
import org.apache.camel.spi.CamelEvent.CamelContextStoppedEvent;
import org.apache.camel.spi.CamelEvent.CamelContextStoppingEvent;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * Works on runs, step by step, in turn where there are several. Instances that share the store share the runs: each has
 * the ones that it claimed, and a run whose instance has died is taken over by another, from its last stored step.
 */
@ApplicationScoped
@Named("runs")
public class RunWorker {

    static final Duration LEASE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(RunWorker.class);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Runs runs;
    private final RunKinds kinds;
    private final StepStoring storing;
    private final Definitions definitions;
    private final DraftedRuns drafted;
    private final Instance instance;
    private final WorkSignal signal;
    private final Clock clock;
    private volatile boolean holding;
    private volatile boolean stopping;

    public RunWorker(Runs runs, RunKinds kinds, StepStoring storing, Definitions definitions, DraftedRuns drafted, Instance instance,
            WorkSignal signal, Clock clock) {
        this.runs = runs;
        this.kinds = kinds;
        this.storing = storing;
        this.definitions = definitions;
        this.drafted = drafted;
        this.instance = instance;
        this.signal = signal;
        this.clock = clock;
    }

    /** Does steps until none is due. */
    @Handler
    public void work() {
        List<Run> due;
        do {
            due = stopping ? List.of() : runs.claim(instance.name(), clock.instant(), LEASE);
            holding |= !due.isEmpty();
            due.forEach(this::step);
        } while (!due.isEmpty());
    }

    private void step(Run run) {
        Optional<RunKind> kind = kinds.find(run.kind());
        Optional<SyncDefinition> sync = drafted.definition(run);
        if (kind.isEmpty() || sync.isEmpty()) {
            storing.failed(run, "No sync is called '" + run.sync() + "' any more. There are: " + definitions.names() + ".",
                    clock.instant());
            return;
        }
        try {
            store(run, DraftedRuns.shown(run, sync.get(), kind.get().next(run, sync.get())));
        } catch (SystemCallException e) {
            callFailed(run, e);
        } catch (JdbiException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "Run %d of %s failed.", run.id(), run.sync());
            storing.failed(run, "It came upon something unexpected, which the bridge's own log tells: " + e
                    + ". Resume it to try again from where it is.", clock.instant());
        }
    }

    private void store(Run run, RunStep step) {
        if (storing.store(run, step, clock.instant()) && step.hasEffects()) {
            signal.now(run.sync());
        }
    }

    private void callFailed(Run run, SystemCallException e) {
        if (e.isPassing()) {
            Duration rest = e.retryAfter().orElse(LATER);
            store(run, RunStep.waiting(run, rest, "Waits and tries again: " + e.getMessage()));
        } else {
            storing.failed(run, e.getMessage() + " Resume the run when that is put right.", clock.instant());
        }
    }

    /** Renews what this instance has claimed. */
    public void renew() {
        if (holding) {
            runs.renew(instance.name(), clock.instant().plus(LEASE));
        }
    }

    void stopping(@Observes CamelContextStoppingEvent stop) {
        stopping = true;
    }

    /** Leaves everything to the other instances, without making them wait for the claims to end. */
    void stopped(@Observes CamelContextStoppedEvent stopped) {
        if (holding) {
            runs.releaseAll(instance.name());
        }
    }
}
