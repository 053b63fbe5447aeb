package io.syncbridge.operate.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.connector.cdc.StreamState;
import io.syncbridge.definition.Definitions;
import io.syncbridge.loading.SyncsReplaced;
import io.syncbridge.operate.view.State;
import io.syncbridge.operate.view.SyncsView.SyncState;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The metrics that tell how the syncs are; docs/metrics.md explains each. What happened is counted where it happens. */
@Singleton
public class BridgeMeters {

    private final Definitions definitions;
    private final SyncSnapshot syncs;
    private final SystemGuards systems;
    private final ChangeStreams streams;
    private final MeterRegistry registry;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    public BridgeMeters(Definitions definitions, SyncSnapshot syncs, SystemGuards systems, ChangeStreams streams, MeterRegistry registry) {
        this.definitions = definitions;
        this.syncs = syncs;
        this.systems = systems;
        this.streams = streams;
        this.registry = registry;
    }

    void register(@Observes StartupEvent started, BridgeConfig config) {
        if (config.serve()) {
            definitions.syncs().forEach(sync -> register(sync.name()));
            systems.states().forEach(system -> registerSystem(system.system()));
            streams.databases().forEach(this::registerStream);
        }
    }

    void register(@Observes SyncsReplaced replaced) {
        replaced.started().forEach(this::register);
        systems.states().forEach(system -> registerSystem(system.system()));
    }

    private void register(String sync) {
        if (!registered.add("sync " + sync)) {
            return;
        }
        gauge(sync, "syncbridge.waiting", "Changes in the inbox", SyncState::waiting);
        gauge(sync, "syncbridge.held", "Changes that are meant to wait: batch window, resting record, quiet hours", SyncState::held);
        gauge(sync, "syncbridge.lag.seconds", "How long the longest waiting change has been ready to go out", SyncState::lagSeconds);
        gauge(sync, "syncbridge.children", "Records and writes that wait for what they point to", SyncState::children);
        gauge(sync, "syncbridge.outbox", "Events that wait to be published", SyncState::outbox);
        gauge(sync, "syncbridge.retrying", "Deliveries that are tried again by themselves", SyncState::retrying);
        gauge(sync, "syncbridge.failed", "Changes that need a person", SyncState::failed);
        gauge(sync, "syncbridge.reviews", "Conflicts that need a person", SyncState::reviews);
        gauge(sync, "syncbridge.polls.failing", "Systems whose polls fail again and again", state -> state.failingPolls().size());
        gauge(sync, "syncbridge.agreeing", "Share of the records that agreed in the last comparison",
                state -> state.compared() == null ? Double.NaN : state.compared().share());
        gauge(sync, "syncbridge.running", "1 while the sync runs, 0 while it is held", state -> state.isRunning() ? 1 : 0);
        for (State state : State.values()) {
            Gauge.builder("syncbridge.state", syncs, all -> all.of(sync).map(now -> now.state() == state ? 1.0 : 0.0).orElse(Double.NaN))
                    .tag("sync", sync).tag("state", state.word()).description("1 for the state that the sync is in").register(registry);
        }
    }

    private void registerSystem(String system) {
        if (!registered.add("system " + system)) {
            return;
        }
        Gauge.builder("syncbridge.system.up", systems, all -> all.state(system).isPaused() ? 0 : 1)
                .tag("system", system).description("0 while the system is left alone").register(registry);
        Gauge.builder("syncbridge.system.clock.offset.seconds", systems, all -> all.clockOffset(system).toMillis() / 1000.0)
                .tag("system", system).description("How far its clock is ahead of the bridge's").register(registry);
    }

    private void registerStream(String database) {
        stream(database, "syncbridge.stream.up", "1 while the database's log is taken in, by this instance or another", state -> state.isUp() ? 1 : 0);
        stream(database, "syncbridge.stream.behind.seconds", "How long ago that was committed which was taken in last; 0 where nothing waits",
                StreamState::behindSeconds);
        stream(database, "syncbridge.stream.behind.bytes", "How much of the log has not been taken in",
                state -> state.slot().map(slot -> (double) slot.getBehind()).orElse(Double.NaN));
        stream(database, "syncbridge.stream.retained.bytes", "How much of the log the slot keeps from being recycled",
                state -> state.slot().map(slot -> (double) slot.retained()).orElse(Double.NaN));
        stream(database, "syncbridge.stream.stopped", "Tables whose changes are not taken in", state -> state.stopped().size());
    }

    private void stream(String database, String name, String description, ToDoubleFunction<StreamState> value) {
        Gauge.builder(name, streams, all -> all.state(database).map(state -> value.applyAsDouble(state)).orElse(Double.NaN))
                .tag("database", database).description(description).register(registry);
    }

    private void gauge(String sync, String name, String description, ToDoubleFunction<SyncState> value) {
        Gauge.builder(name, syncs, all -> all.of(sync).map(state -> value.applyAsDouble(state)).orElse(Double.NaN))
                .tag("sync", sync).description(description).register(registry);
    }
}
