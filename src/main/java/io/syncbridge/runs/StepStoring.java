package io.syncbridge.runs;

import io.syncbridge.pipeline.Instance;
import io.syncbridge.store.RunFindings;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Advance;
import io.syncbridge.store.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Stores what a step did, together with where the next one begins. */
@ApplicationScoped
class StepStoring {

    private final Runs runs;
    private final RunFindings findings;
    private final Instance instance;

    StepStoring(Runs runs, RunFindings findings, Instance instance) {
        this.runs = runs;
        this.findings = findings;
        this.instance = instance;
    }

    /** Returns {@code false} if the run was taken out of this instance's hands in the meantime; nothing is stored then. */
    @Transactional
    boolean store(Run run, RunStep step, Instant now) {
        Runs.State state = step.last() ? Runs.State.DONE : Runs.State.RUNNING;
        boolean ours = runs.advance(run.id(), instance.name(), new Advance(state, step.progress(), step.done(), step.total(),
                step.message(), now.plus(step.rest())), now);
        if (ours) {
            findings.add(run.id(), step.findings());
            runs.count(run.id(), step.tally());
            step.effects().run();
        }
        return ours;
    }

    @Transactional
    void failed(Run run, String message, Instant now) {
        runs.advance(run.id(), instance.name(),
                new Advance(Runs.State.FAILED, run.progress(), run.done(), run.total(), message, now), now);
    }
}
