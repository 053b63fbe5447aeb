package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.definition.SyncDefinition.Limit;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes.Kind;
import io.syncbridge.store.Tallies;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Stops a sync before an undo that would delete too many records: all that it is to delete counts, not only a batch of it. */
@ApplicationScoped
public class UndoBrake {

    private final Brakes brakes;
    private final Tallies tallies;
    private final Things things;
    private final Clock clock;

    public UndoBrake(Brakes brakes, Tallies tallies, Things things, Clock clock) {
        this.brakes = brakes;
        this.tallies = tallies;
        this.things = things;
        this.clock = clock;
    }

    /** Returns what a person decided about the deletes of the undo; empty where nobody has. */
    public Optional<Brake> decided(String sync, long run) {
        return brakes.decided(sync, Kind.DELETES, subject(run));
    }

    /** Says whether the undo has to wait for a person, since {@code number} records are too many to be deleted unasked. */
    public boolean stops(SyncDefinition sync, long run, long number) {
        Limit limit = sync.limits().deletes();
        long done = tallies.since(sync.name(), clock.instant().minus(Braking.WINDOW)).getOrDefault(Braking.DELETE, 0L);
        if (number == 0 || !limit.mayForbid(number + done)) {
            return false;
        }
        long all = things.living(sync.name());
        if (!limit.forbids(number + done, all)) {
            return false;
        }
        String why = String.format(Locale.ROOT, "Undo %d would delete %d of %d records (%d were deleted within the last hour). Nothing of "
                + "it was written. Release it if it is meant; reject it, and the records stay.", run, number, all, done);
        if (brakes.stop(sync.name(), Kind.DELETES, subject(run), why, clock.instant())) {
            PipelineLog.braked(sync.name(), why);
        }
        return true;
    }

    private static String subject(long run) {
        return "undo " + run;
    }
}
