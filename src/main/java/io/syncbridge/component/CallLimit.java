package io.syncbridge.component;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SystemGuard.Outcome;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** How many calls a system takes at once and in a second; who comes too early waits for its turn. */
final class CallLimit {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Semaphore atOnce;
    private final RateLimiter perSecond;

    CallLimit(String system, BridgeConfig.SystemLimits limits) {
        this.atOnce = limits.callsAtOnce().isPresent() ? new Semaphore(limits.callsAtOnce().getAsInt(), true) : null;
        this.perSecond = limits.callsPerSecond().isPresent() ? RateLimiter.of(system, RateLimiterConfig.custom()
                .limitForPeriod(limits.callsPerSecond().getAsInt()).limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(PATIENCE).build()) : null;
    }

    <T> Outcome<T> run(Callable<T> call) {
        try {
            if (perSecond != null && !perSecond.acquirePermission()) {
                throw new SystemCallException("More calls are waiting than the limit of calls per second lets through in "
                        + PATIENCE.toMinutes() + " minutes.", true, null);
            }
            if (atOnce == null) {
                return new Outcome<>(call.call(), null);
            }
            atOnce.acquire();
            try {
                return new Outcome<>(call.call(), null);
            } finally {
                atOnce.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome<>(null, e);
        } catch (Exception e) {
            return new Outcome<>(null, e);
        }
    }
}
