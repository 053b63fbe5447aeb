package io.syncbridge.pipeline;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Forms;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes.Kind;
import io.syncbridge.store.Brakes.State;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.RunDefinitions;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops a sync whose definition says something else than at its last run about which records belong together and what
 * they share: a slip of the pen there reaches every record.
 */
@ApplicationScoped
public class DefinitionBrake {

    private static final int SHOWN = 10;
    /** For how long what another instance runs by is not asked for again. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final RunDefinitions definitions;
    private final Brakes brakes;
    private final Things things;
    private final Reviews reviews;
    private final Formers formers;
    private final Clock clock;
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();

    /** @param lets whether the store still says the same as this instance, when it was looked at last */
    private record Checked(Map<String, String> identity, boolean lets, Instant at) {
    }

    DefinitionBrake(RunDefinitions definitions, Brakes brakes, Things things, Reviews reviews, Formers formers, Clock clock) {
        this.formers = formers;
        this.definitions = definitions;
        this.brakes = brakes;
        this.things = things;
        this.reviews = reviews;
        this.clock = clock;
    }

    /**
     * Says whether the sync may run, as far as its definition goes. An instance by whose definition it has run stands aside as
     * soon as another instance runs it by another one, until both say the same.
     */
    boolean lets(SyncDefinition definition) {
        String sync = definition.name();
        Instant now = clock.instant();
        Checked before = checked.get(sync);
        if (before == null || !before.identity().equals(definition.identity())) {
            boolean lets = check(definition);
            if (lets) {
                checked.put(sync, new Checked(definition.identity(), true, now));
            } else {
                checked.remove(sync);
            }
            return lets;
        }
        if (now.isBefore(before.at().plus(FRESH))) {
            return before.lets();
        }
        boolean same = definitions.identity(sync).filter(definition.identity()::equals).isPresent();
        checked.put(sync, new Checked(definition.identity(), same, now));
        if (!same && before.lets()) {
            PipelineLog.standsAside(sync, definition.file());
        }
        return same;
    }

    /** Says whether the sync is left to another instance, which runs it by another definition. */
    public boolean standsAside(String sync) {
        Checked last = checked.get(sync);
        return last != null && !last.lets();
    }

    private synchronized boolean check(SyncDefinition definition) {
        String sync = definition.name();
        Map<String, String> ran = definitions.identity(sync).orElse(null);
        String subject = Integer.toHexString(definition.identity().hashCode());
        if (brakes.open(sync).filter(brake -> brake.subject().equals(subject)).isPresent()) {
            return false;
        }
        if (ran == null || ran.equals(definition.identity()) || isReleased(sync, subject) || things.living(sync) == 0) {
            withdraw(sync);
            if (ran != null && !ran.equals(definition.identity())) {
                Forms forms = formers.of(definition);
                reviews.rename(sync, forms.renamed());
                things.rekey(sync, thing -> MatchKeys.of(definition, Formers.restated(forms, thing)));
            }
            formers.adopt(definition, ran != null && things.living(sync) > 0);
            return true;
        }
        String why = "The definition in " + definition.file() + " has changed since the sync ran last: "
                + differences(ran, definition.identity()) + ". Nothing was written since. " + (formers.of(definition).isEmpty() ? ""
                : "A remap run of the sync plans and writes what its records need, new fields too; until then old values are"
                        + " understood as they were. ")
                + "Release it if it is meant. Reject it to pause the sync; then put the file back and take it over.";
        if (brakes.stop(sync, Kind.DEFINITION, subject, why, clock.instant())) {
            PipelineLog.braked(sync, why);
        }
        return false;
    }

    private boolean isReleased(String sync, String subject) {
        return brakes.decided(sync, Kind.DEFINITION, subject).filter(brake -> brake.state() == State.RELEASED).isPresent();
    }

    private void withdraw(String sync) {
        brakes.open(sync).filter(brake -> brake.kind() == Kind.DEFINITION).map(Brake::id)
                .ifPresent(id -> brakes.decide(id, State.WITHDRAWN, null, clock.instant()));
    }

    private static String differences(Map<String, String> ran, Map<String, String> runs) {
        List<String> all = DefinitionReader.differences(ran, runs);
        return String.join("; ", all.subList(0, Math.min(SHOWN, all.size())))
                + (all.size() > SHOWN ? "; and " + (all.size() - SHOWN) + " more" : "");
    }
}
