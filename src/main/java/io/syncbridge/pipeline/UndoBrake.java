package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.definition.SyncDefinition.Limit;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Tallies;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Stops a sync before an undo that would delete too many records, or blank a field in too many: all that it is to write counts,
 * not only a batch of it.
 */
@ApplicationScoped
public class UndoBrake {

    /** The subject of deletes. */
    public static final String DELETE = Braking.DELETE;

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

    /** Returns the subject of what blanks the field. */
    public static String blank(String field) {
        return Braking.BLANK + field;
    }

    /** Returns what a person decided about this subject of the undo; empty where nobody has. */
    public Optional<Brake> decided(String sync, long run, String subject) {
        return brakes.decided(sync, Braking.kind(subject), subject(run, subject));
    }

    /**
     * Says whether the undo has to wait for a person, since it would take something from too many records unasked.
     *
     * @param losses how many records would lose something, by subject
     */
    public boolean stops(SyncDefinition sync, long run, Map<String, Long> losses) {
        Map<String, Long> done = tallies.since(sync.name(), clock.instant().minus(Braking.WINDOW));
        return losses.entrySet().stream().filter(loss -> decided(sync.name(), run, loss.getKey()).isEmpty())
                .anyMatch(loss -> stops(sync, run, loss.getKey(), loss.getValue(), done.getOrDefault(loss.getKey(), 0L)));
    }

    private boolean stops(SyncDefinition sync, long run, String subject, long number, long done) {
        Limit limit = Braking.limit(sync.limits(), subject);
        if (!limit.mayForbid(number + done)) {
            return false;
        }
        long all = things.living(sync.name());
        if (!limit.forbids(number + done, all)) {
            return false;
        }
        boolean deletes = subject.equals(DELETE);
        String why = String.format(Locale.ROOT, "Undo %d would %s %d of %d records (%d %s within the last hour). Nothing of it was "
                + "written. Release it if it is meant; reject it, and %s.", run, deletes ? "delete"
                        : "blank '" + Braking.field(subject) + "' in", number, all, done, deletes ? "were deleted" : "lost it",
                deletes ? "the records stay" : "the records keep their values");
        if (brakes.stop(sync.name(), Braking.kind(subject), subject(run, subject), why, clock.instant())) {
            PipelineLog.braked(sync.name(), why);
        }
        return true;
    }

    private static String subject(long run, String subject) {
        return subject.equals(DELETE) ? "undo " + run : "undo " + run + ", " + subject;
    }
}
