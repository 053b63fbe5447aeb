package io.syncbridge.pipeline;

import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.store.Deliveries.Target;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A batch of which it is decided what to do next. @param decisions empty where nothing is left to be done */
public record Decided(Batch batch, List<Decision> decisions) {

    public Decided {
        decisions = List.copyOf(decisions);
    }

    public boolean hasDecisions() {
        return !decisions.isEmpty();
    }

    /** Returns what is about to be written. */
    Stream<Step> planned() {
        return decisions.stream().filter(Decision.Apply.class::isInstance).flatMap(apply -> ((Decision.Apply) apply).steps().stream());
    }

    /**
     * Whether what was found out has to be stored before anything is written: a value that is lost must be in the log even
     * if the bridge dies in between, a record that is created must be looked for afterwards, and one that an undo takes away
     * must not look deleted by a person.
     */
    public boolean isToBeNoted() {
        return batch.hasUntoldConflicts() || planned().anyMatch(step -> isToBeNoted(step)
                && !batch.isNoted(new Target(step.syncId(), step.intent().system())));
    }

    private boolean isToBeNoted(Step step) {
        return step.intent() instanceof Intent.Create
                || step.intent() instanceof Intent.Delete && TakingBack.removes(batch, batch.thing(step.syncId()), step.intent().system());
    }

    /** Returns the same with other writes. */
    Decided writing(UnaryOperator<Decision.Apply> change) {
        return new Decided(batch, decisions.stream().map(decision -> decision instanceof Decision.Apply apply ? change.apply(apply) : decision).toList());
    }

    /** Returns the part of it that is about things which are {@code mine}, by their sync ids; {@code null} stands for records that belong to no thing. */
    Decided part(Predicate<String> mine) {
        Batch part = batch.part(mine);
        return new Decided(part, decisions.stream().map(decision -> decision.part(part, mine)).toList());
    }
}
