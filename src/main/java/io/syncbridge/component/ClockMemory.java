package io.syncbridge.component;

import java.time.Duration;

/** Where an instance that has not asked a system yet learns how far its clock is ahead. */
public interface ClockMemory {

    /** Returns how far the system's clock was ahead when it was measured last; zero where nobody has. */
    Duration recall(String system);

    void remember(String system, Duration ahead);
}
