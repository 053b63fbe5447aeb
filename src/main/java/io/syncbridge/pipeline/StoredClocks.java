package io.syncbridge.pipeline;

import io.syncbridge.component.ClockMemory;
import io.syncbridge.store.ClockOffsets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Shares what was measured of systems' clocks among the instances, and over restarts. */
@ApplicationScoped
public class StoredClocks implements ClockMemory {

    private final ClockOffsets offsets;
    private final Clock clock;

    public StoredClocks(ClockOffsets offsets, Clock clock) {
        this.offsets = offsets;
        this.clock = clock;
    }

    @Override
    public Duration recall(String system) {
        return offsets.find(system).orElse(Duration.ZERO);
    }

    @Override
    public void remember(String system, Duration ahead) {
        offsets.save(system, ahead, clock.instant());
    }
}
