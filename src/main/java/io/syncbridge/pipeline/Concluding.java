package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;

/** The branches in which nothing is written: missing records are laid before a person or warned of, and things that agree are counted. */
@ApplicationScoped
@Unremovable
public class Concluding {

    public void review(Decision.Review missing) {
        missing.steps().forEach(step -> missing(missing.batch(), step, true));
    }

    public void warn(Decision.Orphan missing) {
        missing.steps().forEach(step -> missing(missing.batch(), step, false));
    }

    /** What was found out about these things is told already. */
    public void skip(Decision.Skip agreed) {
        agreed.syncIds().forEach(syncId -> agreed.batch().tell(new Outcome.Counted(agreed.batch().known(syncId).about(), Outcome.Kind.AGREED)));
    }

    private static void missing(Batch batch, Decision.Step step, boolean asked) {
        Known known = batch.known(step.syncId());
        if (known.isNews()) {
            batch.tell(new Outcome.Missing(known.about(), step.intent().system(), known.records(), asked));
        }
    }
}
