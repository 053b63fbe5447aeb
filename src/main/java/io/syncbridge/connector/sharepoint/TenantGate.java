package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.PassingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Stands before every request of one application to one tenant: after Graph has asked to be left alone, none goes out
 * until that time is over, whatever list, batch or thread it is for. Short times are waited for.
 */
final class TenantGate {

    /** How long a request waits at most. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Lets time pass. */
    @FunctionalInterface
    interface Wait {
        void of(Duration time) throws InterruptedException;
    }

    private final Clock clock;
    private final Wait wait;
    private volatile Instant closedUntil = Instant.MIN;

    TenantGate() {
        this(Clock.systemUTC(), time -> Thread.sleep(time.toMillis() + 1));
    }

    TenantGate(Clock clock, Wait wait) {
        this.clock = clock;
        this.wait = wait;
    }

    /** Lets nothing through for this time; a longer one that was asked for before stays in force. */
    synchronized void close(Duration time) {
        Instant until = clock.instant().plus(time);
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }

    /**
     * Returns when the request may go out.
     *
     * @param request for the message
     * @throws PassingException with the time that is left, if it is more than {@link #PATIENCE}
     */
    void pass(String request) throws PassingException {
        Duration left = left();
        while (left.compareTo(Duration.ZERO) > 0) {
            if (left.compareTo(PATIENCE) > 0) {
                throw new PassingException(request + " was not sent, for Graph has throttled this application in its tenant. "
                        + "It is left alone for another " + left.plusMillis(999).toSeconds() + " s.", left, null);
            }
            await(request, left);
            left = left();
        }
    }

    private Duration left() {
        Instant now = clock.instant();
        return now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : Duration.ZERO;
    }

    private void await(String request, Duration left) throws PassingException {
        try {
            wait.of(left);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new PassingException(request + " was not sent, for the bridge is stopping.", left, stopped);
        }
    }
}
