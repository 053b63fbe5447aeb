package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Pauses;
import jakarta.enterprise.context.ApplicationScoped;

/** Says whether a sync may run now: no person has paused it, and no brake holds it. */
@ApplicationScoped
class Permits {

    private final Pauses pauses;
    private final Brakes brakes;
    private final DefinitionBrake definitionBrake;
    private final ScanBrake scanBrake;
    private final FirstPoll firstPoll;

    Permits(Pauses pauses, Brakes brakes, DefinitionBrake definitionBrake, ScanBrake scanBrake, FirstPoll firstPoll) {
        this.pauses = pauses;
        this.brakes = brakes;
        this.definitionBrake = definitionBrake;
        this.scanBrake = scanBrake;
        this.firstPoll = firstPoll;
    }

    boolean mayRun(SyncDefinition definition) {
        String sync = definition.name();
        return !pauses.isPaused(sync) && definitionBrake.lets(definition) && brakes.open(sync).isEmpty();
    }

    /** What is polled while a brake holds the sync waits in the inbox, and lets the brake know of how much it is about. */
    boolean mayPoll(String sync, String system) {
        return !pauses.isPaused(sync) && !scanBrake.holds(sync, system) && !firstPoll.waits(sync, system);
    }
}
