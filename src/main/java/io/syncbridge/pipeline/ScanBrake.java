package io.syncbridge.pipeline;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition.Limit;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes.Kind;
import io.syncbridge.store.Brakes.State;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Stops a sync when a complete scan of a system comes across far fewer records than the system is known to hold: a
 * source that is empty, cut short or not the right one must not look like a thousand deletes.
 */
@ApplicationScoped
class ScanBrake {

    private static final int SHOWN = 5;
    /** From how many records on it is an accident if none of them is left. */
    private static final int FEW = 2;

    private final Definitions definitions;
    private final Brakes brakes;
    private final Things things;
    private final Clock clock;

    ScanBrake(Definitions definitions, Brakes brakes, Things things, Clock clock) {
        this.definitions = definitions;
        this.brakes = brakes;
        this.things = things;
        this.clock = clock;
    }

    /** Says whether a scan of the system waits for a person, so that the system need not be asked. */
    boolean holds(String sync, String system) {
        return brakes.open(sync).filter(brake -> brake.kind() == Kind.SOURCE && brake.subject().startsWith(system + "#"))
                .isPresent();
    }

    /**
     * Judges a complete scan.
     *
     * @param missing the records that it did not come across; emptied if a person said that they are there
     * @return whether nothing of it counts before a person has decided
     */
    boolean stops(String sync, String system, long scan, List<String> missing) {
        String subject = system + "#" + scan;
        Limit limit = definitions.find(sync).orElseThrow().limits().deletes();
        if (limit.percent() == null || missing.size() < FEW) {
            return false;
        }
        Optional<Brake> decided = brakes.decided(sync, Kind.SOURCE, subject);
        long known = things.present(sync, system);
        if (decided.isEmpty() && (missing.size() == known || limit.forbids(missing.size(), known))) {
            String why = "A complete scan of " + system + " did not come across " + missing.size() + " of the " + known
                    + " records that it is known to hold, such as " + missing.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + ". Is it the right source, and did it answer in full? Nothing was deleted. Release it if the records are"
                    + " gone (each is read once more before it counts as deleted); reject it, and they stay until the next scan.";
            if (brakes.stop(sync, Kind.SOURCE, subject, why, clock.instant())) {
                PipelineLog.braked(sync, why);
            }
            return true;
        }
        if (decided.filter(brake -> brake.state() == State.REJECTED).isPresent()) {
            missing.clear();
        }
        return false;
    }
}
