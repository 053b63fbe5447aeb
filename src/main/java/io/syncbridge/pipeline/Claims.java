package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.component.Leases;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.LaneLostException;
import io.syncbridge.store.Lanes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Handler;
import org.apache.camel.spi.CamelEvent.CamelContextStoppedEvent;

/**
 * What this instance has claimed among those that share the store: lanes of syncs, and polls. A claim lasts for a short
 * while and is renewed as long as the instance lives, so that one that dies loses its claims within seconds.
 */
@ApplicationScoped
@Unremovable
public class Claims implements Leases {

    /** How long a claim holds that is not renewed. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** How often claims are renewed. */
    static final Duration BEAT = Duration.ofSeconds(4);

    private final Lanes lanes;
    private final Cursors cursors;
    private final Instance instance;
    private final Clock clock;
    private final Map<String, Instant> held = new ConcurrentHashMap<>();
    private final Set<String> polled = ConcurrentHashMap.newKeySet();
    private volatile Set<String> still = Set.of();

    public Claims(Lanes lanes, Cursors cursors, Instance instance, Clock clock) {
        this.lanes = lanes;
        this.cursors = cursors;
        this.instance = instance;
        this.clock = clock;
    }

    /** Has these syncs, and no others, claim nothing from now on: what is under way is ended, and nothing new is begun. */
    public void standStill(Set<String> syncs) {
        still = Set.copyOf(syncs);
    }

    boolean standsStill(String sync) {
        return still.contains(sync);
    }

    /** Claims a sync's lane, or renews the claim; {@code false} if another instance has it, or the sync stands still. */
    boolean lane(String sync) {
        if (standsStill(sync)) {
            return false;
        }
        Instant now = clock.instant();
        boolean claimed = lanes.claim(sync, instance.name(), now, LEASE);
        if (claimed) {
            held.put(sync, now.plus(LEASE));
        } else {
            held.remove(sync);
        }
        return claimed;
    }

    /**
     * Makes sure that no other instance can be at work on the sync; asked before anything is written to a system.
     *
     * @throws LaneLostException if the claim may be over, because the store could not be reached to renew it
     */
    void ensureLane(String sync) {
        Instant until = held.get(sync);
        if (until == null || !clock.instant().isBefore(until)) {
            throw new LaneLostException(sync);
        }
    }

    /** Claims the polling of a system, or renews the claim; {@code false} if another instance has it. */
    boolean poll(String sync, String system) {
        boolean claimed = cursors.claim(sync, system, instance.name(), clock.instant(), LEASE);
        if (claimed) {
            polled.add(sync + "/" + system);
        }
        return claimed;
    }

    void pollDone(String sync, String system) {
        polled.remove(sync + "/" + system);
        cursors.release(sync, system, instance.name());
    }

    @Override
    public boolean claim(String name) {
        return lane(name);
    }

    @Override
    public void release(String name) {
        if (held.remove(name) != null) {
            lanes.release(name, instance.name());
        }
    }

    /** Renews what this instance holds. */
    @Handler
    public void renew() {
        Instant now = clock.instant();
        if (!held.isEmpty()) {
            Set<String> renewed = lanes.renew(instance.name(), now.plus(LEASE));
            held.replaceAll((sync, until) -> renewed.contains(sync) ? now.plus(LEASE) : until);
        }
        if (!polled.isEmpty()) {
            cursors.renew(instance.name(), now.plus(LEASE));
        }
    }

    /** Leaves everything to the other instances, without making them wait for the claims to end. */
    void stopped(@Observes CamelContextStoppedEvent stopped) {
        if (!held.isEmpty() || !polled.isEmpty()) {
            lanes.releaseAll(instance.name());
            cursors.releaseAll(instance.name());
        }
    }
}
