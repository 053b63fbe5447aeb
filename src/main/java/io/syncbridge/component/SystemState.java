package io.syncbridge.component;

import java.time.Duration;
import java.time.Instant;

/**
 * How a system is doing, as this instance of the bridge finds it.
 *
 * @param system its name
 * @param pausedUntil until when it is left alone; {@code null} while it is not
 * @param reason why it is left alone; {@code null} while it is not
 * @param clockOffset how far its clock is ahead of the bridge's; zero where they agree as far as can be told
 */
public record SystemState(String system, Instant pausedUntil, String reason, Duration clockOffset) {

    public boolean isPaused() {
        return pausedUntil != null;
    }
}
