package io.syncbridge.component;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What this instance knows of how the systems are doing. A system is known by its name, whatever syncs it takes part in,
 * so that one sync's trouble with it spares the others.
 */
@Singleton
public class SystemGuards {

    private static final Logger LOG = Logger.getLogger(SystemGuards.class);

    static final BridgeConfig.SystemLimits UNLIMITED = new BridgeConfig.SystemLimits() {
        @Override
        public OptionalInt callsAtOnce() {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt callsPerSecond() {
            return OptionalInt.empty();
        }
    };

    private final Map<String, SystemGuard> guards = new ConcurrentHashMap<>();
    private final Map<String, SystemClock> clocks = new ConcurrentHashMap<>();
    private final Map<String, String> quotas = new ConcurrentHashMap<>();
    private final Definitions definitions;
    private final BridgeConfig config;
    private final Event<SystemBack> back;
    private final ClockMemory memory;
    private final Clock clock;

    public SystemGuards(Definitions definitions, BridgeConfig config, Event<SystemBack> back, ClockMemory memory, Clock clock) {
        this.definitions = definitions;
        this.config = config;
        this.back = back;
        this.memory = memory;
        this.clock = clock;
    }

    /** Returns how every defined system is doing. */
    public List<SystemState> states() {
        return definitions.syncs().stream().map(SyncDefinition::systems).flatMap(systems -> systems.keySet().stream())
                .distinct().map(this::state).toList();
    }

    /**
     * Returns how far the system's clock is ahead of the bridge's; zero where they agree as far as can be told. As long as this
     * instance has not measured it, what was measured last by any counts.
     */
    public Duration clockOffset(String system) {
        return clock(system).offset();
    }

    private SystemClock clock(String system) {
        return clocks.computeIfAbsent(system, name -> new SystemClock(memory.recall(name)));
    }

    SystemGuard of(String system) {
        return guards.computeIfAbsent(system, name -> new SystemGuard(name,
                new CallLimit(name, config.systems().getOrDefault(name, UNLIMITED)), clock, this::changed));
    }

    /** Takes in how much of its quota an answer has shown to be used up; {@code null} where it did not. */
    void quotaShown(String system, String quota) {
        if (quota != null) {
            quotas.put(system, quota);
        }
    }

    /** Returns how much of their quotas was used up when the systems last said so, such as {@code 1200 of 15000}, by system. */
    public Map<String, String> quotas() {
        return Map.copyOf(quotas);
    }

    /** Returns what this instance has called so far, by system. */
    public Map<String, Calls> calls() {
        return guards.values().stream().collect(Collectors.toMap(SystemGuard::system, SystemGuard::calls));
    }

    /** Takes in that a system showed its clock in an answer. */
    void clockShown(String system, Instant shown, Duration precision, Instant called) {
        SystemClock measured = clock(system);
        Duration before = measured.offset();
        measured.shows(shown, precision, called, clock.instant());
        if (before.isZero() && !measured.offset().isZero()) {
            LOG.warnf("The clock of system %s is %s seconds ahead of the bridge's; its times are corrected by that.", system,
                    measured.offset().toMillis() / 1000.0);
        }
        if (measured.isNews()) {
            remember(system, measured);
        }
    }

    /** What cannot be remembered now stays news. */
    private void remember(String system, SystemClock measured) {
        Duration offset = measured.offset();
        try {
            memory.remember(system, offset);
            measured.remembered(offset);
        } catch (RuntimeException e) {
            LOG.debugf("The clock offset of system %s cannot be stored now: %s", system, e.getMessage());
        }
    }

    /** Says whether the last call of this instance to the system succeeded; not before the first. */
    public boolean hasAnswered(String system) {
        return of(system).hasAnswered();
    }

    /** Takes in how a system is doing whose connector keeps a connection by itself. @param trouble {@code null} for none */
    public void heard(String system, String trouble) {
        of(system).heard(trouble);
    }

    /** Returns how a system is doing. */
    public SystemState state(String system) {
        SystemGuard guard = of(system);
        Instant until = guard.pausedUntil().orElse(null);
        return new SystemState(system, until, until == null ? null : guard.reason(), clockOffset(system));
    }

    private void changed(SystemGuard guard) {
        guard.pausedUntil().ifPresentOrElse(
                until -> LOG.warnf("System %s is left alone until %s; what is meant for it waits. %s", guard.system(), until,
                        guard.reason()),
                () -> {
                    LOG.infof("System %s answers again; what waited for it goes on.", guard.system());
                    back.fireAsync(new SystemBack(guard.system()));
                });
    }
}
