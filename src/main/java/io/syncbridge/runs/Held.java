package io.syncbridge.runs;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.pipeline.Windows;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Pauses;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tells why what a run has taken in is not worked on. */
@ApplicationScoped
public class Held {

    private final Brakes brakes;
    private final Pauses pauses;
    private final Windows windows;

    public Held(Brakes brakes, Pauses pauses, Windows windows) {
        this.brakes = brakes;
        this.pauses = pauses;
        this.windows = windows;
    }

    /** Says whether the sync waits for a person at a brake. */
    public boolean isBraked(SyncDefinition sync) {
        return brakes.open(sync.name()).isPresent();
    }

    /** Returns {@code null} where nothing holds the sync. */
    public String why(SyncDefinition sync) {
        return brakes.open(sync.name()).map(brake -> "Waits, since a brake holds the sync: " + brake.why())
                .or(() -> Optional.of("Waits, since the sync is paused.").filter(paused -> pauses.isPaused(sync.name())))
                .or(() -> windows.quietUntil(sync).map(end -> "Waits for the end of the quiet hours at " + end + "."))
                .orElse(null);
    }
}
