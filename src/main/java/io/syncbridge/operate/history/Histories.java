package io.syncbridge.operate.history;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.History;
import io.syncbridge.store.Sightings;
import io.syncbridge.store.Sightings.Kind;
import io.syncbridge.store.Sightings.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts together how syncs and systems were over a span of time. */
@ApplicationScoped
public class Histories {

    private final Definitions definitions;
    private final SystemGuards guards;
    private final History history;
    private final Sightings sightings;
    private final BridgeConfig config;
    private final Clock clock;

    public Histories(Definitions definitions, SystemGuards guards, History history, Sightings sightings, BridgeConfig config, Clock clock) {
        this.definitions = definitions;
        this.guards = guards;
        this.history = history;
        this.sightings = sightings;
        this.config = config;
        this.clock = clock;
    }

    /** Returns the sync's history; empty where no sync is called so. */
    public Optional<SyncHistory> ofSync(String sync, Span span) {
        Instant now = clock.instant();
        Instant since = span.steps(now).get(0);
        return definitions.find(sync).map(SyncDefinition::name)
                .map(name -> SyncHistory.of(name, span, history.outcomes(name, since), history.levels(name, since), now));
    }

    /** Returns the system's history; empty where no sync has a system of this name. */
    public Optional<SystemHistory> ofSystem(String system, Span span) {
        List<String> syncs = definitions.syncs().stream().filter(sync -> sync.systems().containsKey(system)).map(SyncDefinition::name).toList();
        return syncs.isEmpty() ? Optional.empty() : Optional.of(ofSystem(system, syncs, span));
    }

    private SystemHistory ofSystem(String system, List<String> syncs, Span span) {
        Instant now = clock.instant();
        SystemState state = guards.state(system);
        List<Sighting> seen = sightings.all().stream().filter(one -> one.name().equals(system)).toList();
        Optional<Sighting> down = seen.stream().filter(one -> one.kind() == Kind.SYSTEM_DOWN).findFirst();
        Optional<Sighting> quota = seen.stream().filter(one -> one.kind() == Kind.QUOTA).findFirst();
        BridgeConfig.SystemLimits limits = config.systems().get(system);
        return new SystemHistory(system, syncs, state.isPaused() || down.isPresent() ? "open" : "closed", down.map(Sighting::at).orElse(null),
                state.pausedUntil(), state.isPaused() ? state.reason() : down.map(Sighting::detail).orElse(null), state.clockOffset(),
                quota.map(Sighting::detail).orElse(null), quota.map(Sighting::at).orElse(null),
                limits == null || limits.callsAtOnce().isEmpty() ? null : limits.callsAtOnce().getAsInt(),
                limits == null || limits.callsPerSecond().isEmpty() ? null : limits.callsPerSecond().getAsInt(), span,
                SystemHistory.steps(span, history.calls(system, span.steps(now).get(0)), now));
    }
}
