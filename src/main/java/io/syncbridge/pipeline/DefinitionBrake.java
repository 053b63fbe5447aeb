package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Brakes.Kind;
import io.syncbridge.store.Brakes.State;
import io.syncbridge.store.RunDefinitions;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Stops a sync whose definition says something else than at its last run about which records belong together and what
 * they share: a slip of the pen there reaches every record.
 */
@ApplicationScoped
class DefinitionBrake {

    private static final int SHOWN = 300;

    private final RunDefinitions definitions;
    private final Brakes brakes;
    private final Things things;
    private final Clock clock;
    private final Set<String> checked = ConcurrentHashMap.newKeySet();

    DefinitionBrake(RunDefinitions definitions, Brakes brakes, Things things, Clock clock) {
        this.definitions = definitions;
        this.brakes = brakes;
        this.things = things;
        this.clock = clock;
    }

    /** Says whether the sync may run, as far as its definition goes. */
    boolean lets(SyncDefinition definition) {
        return checked.contains(definition.name()) || check(definition) && checked.add(definition.name());
    }

    private boolean check(SyncDefinition definition) {
        String sync = definition.name();
        Map<String, String> ran = definitions.identity(sync).orElse(null);
        String subject = Integer.toHexString(definition.identity().hashCode());
        if (brakes.open(sync).filter(brake -> brake.subject().equals(subject)).isPresent()) {
            return false;
        }
        if (ran == null || ran.equals(definition.identity()) || isReleased(sync, subject) || things.living(sync) == 0) {
            withdraw(sync);
            definitions.save(sync, definition.identity());
            return true;
        }
        String why = "The definition in " + definition.file() + " says something else than when the sync ran last: "
                + differences(ran, definition.identity()) + ". Nothing was written since. Release it if it is meant; or put the"
                + " file back and start the bridge again.";
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
        return runs.entrySet().stream().filter(part -> !Objects.equals(part.getValue(), ran.get(part.getKey())))
                .map(part -> "`" + part.getKey() + "` was " + brief(ran.get(part.getKey())) + " and is " + brief(part.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String brief(String json) {
        return json == null || json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "...";
    }
}
