package io.syncbridge.pipeline;

import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Carries out what a person decides about a brake. */
@ApplicationScoped
public class Releasing {

    private final Brakes brakes;
    private final WorkSignal signal;
    private final Clock clock;

    public Releasing(Brakes brakes, WorkSignal signal, Clock clock) {
        this.brakes = brakes;
        this.signal = signal;
        this.clock = clock;
    }

    /**
     * Lets the sync go on: with what stopped it, or with what stopped it turned back.
     *
     * @return whether the brake was still open
     */
    public boolean decide(Brake brake, State decision, String person) {
        boolean decided = brakes.decide(brake.id(), decision, person, clock.instant());
        if (decided) {
            PipelineLog.decided(brake.sync(), decision, person);
            signal.now(brake.sync());
        }
        return decided;
    }
}
