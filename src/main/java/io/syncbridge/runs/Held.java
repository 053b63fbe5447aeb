package io.syncbridge.runs;

import io.syncbridge.store.Brakes;
import io.syncbridge.store.Pauses;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells why what a run has taken in is not worked on. */
@ApplicationScoped
public class Held {

    private final Brakes brakes;
    private final Pauses pauses;

    public Held(Brakes brakes, Pauses pauses) {
        this.brakes = brakes;
        this.pauses = pauses;
    }

    /** Returns {@code null} where nothing holds the sync. */
    public String why(String sync) {
        return brakes.open(sync).map(brake -> "Waits, since a brake holds the sync: " + brake.why())
                .orElse(pauses.isPaused(sync) ? "Waits, since the sync is paused." : null);
    }
}
