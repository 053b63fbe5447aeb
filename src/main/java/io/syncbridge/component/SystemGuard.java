package io.syncbridge.component;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands before one system. When calls fail one after the other, or the system asks for it, the system is left alone for
 * a while, longer each time; then one call tries whether it is back.
 */
final class SystemGuard {

    /** Why a call did not succeed for a reason that may pass; {@code retryAfter} is {@code null} where the system named no time. */
    record Trouble(String message, Duration retryAfter) {

        /** Not a trouble: the route answered without calling the system, which says nothing about it. */
        static final Trouble NOT_CALLED = new Trouble("not called", null);
    }

    /** Calls that fail one after the other before the system is left alone. */
    static final int FAILURES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String system;
    private final CallLimit limit;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private volatile Instant until;
    private volatile String reason;
    private volatile boolean answered;
    private final CallCounts counts = new CallCounts();

    /** @param changed is told when the system is left alone, and when it is back */
    SystemGuard(String system, CallLimit limit, Clock clock, Consumer<SystemGuard> changed) {
        this.system = system;
        this.limit = limit;
        this.clock = clock;
        this.breaker = CircuitBreaker.of(system, CircuitBreakerConfig.custom().clock(clock)
                .slidingWindowType(SlidingWindowType.COUNT_BASED).slidingWindowSize(FAILURES).minimumNumberOfCalls(FAILURES)
                .failureRateThreshold(100).permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(this::pause).build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() != State.HALF_OPEN) {
                changed.accept(this);
            }
        });
    }

    String system() {
        return system;
    }

    /** Returns until when the system is left alone; empty while it is not. */
    Optional<Instant> pausedUntil() {
        return breaker.getState() == State.CLOSED ? Optional.empty() : Optional.of(until);
    }

    /** Says whether the last call that said something about the system succeeded; not before the first. */
    boolean hasAnswered() {
        return answered;
    }

    Calls calls() {
        return counts.now();
    }

    /** Returns why the system is, or was, left alone. */
    String reason() {
        return reason;
    }

    /**
     * Calls the system, unless it is left alone.
     *
     * @param trouble judges an answer and an exception (one of them is {@code null}); empty where the system did its part,
     *     be it by a refusal
     * @throws SystemPausedException if it is left alone
     */
    <T> T call(Callable<T> call, Function<Outcome<T>, Optional<Trouble>> trouble) throws Exception {
        if (!breaker.tryAcquirePermission()) {
            Instant now = clock.instant();
            throw new SystemPausedException(system, until, Duration.between(now, until.isBefore(now) ? now : until), reason);
        }
        long asked = System.nanoTime();
        var began = new AtomicLong(asked);
        Outcome<T> outcome = run(() -> {
            began.set(System.nanoTime());
            return call.call();
        });
        Optional<Trouble> found = trouble.apply(outcome);
        if (found.filter(Trouble.NOT_CALLED::equals).isEmpty()) {
            counts.add(found.isPresent() || outcome.exception() != null, began.get() - asked, System.nanoTime() - began.get());
        }
        found.ifPresentOrElse(this::failed, this::succeeded);
        return outcome.get();
    }

    /** Takes in how the system is doing, as somebody knows who does not call it through this. @param trouble {@code null} for none */
    void heard(String trouble) {
        if (trouble != null && breaker.tryAcquirePermission()) {
            failed(new Trouble(trouble, null));
        } else if (trouble == null && breaker.getState() == State.CLOSED) {
            succeeded();
        } else if (trouble == null) {
            answered = true;
            breaker.transitionToClosedState();
        }
    }

    private <T> Outcome<T> run(Callable<T> call) {
        try {
            return limit.run(call);
        } catch (Error e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private void succeeded() {
        answered = true;
        breaker.onSuccess(0, breaker.getTimestampUnit());
    }

    private void failed(Trouble trouble) {
        if (trouble == Trouble.NOT_CALLED) {
            breaker.releasePermission();
            return;
        }
        answered = false;
        reason = trouble.message();
        if (trouble.retryAfter() != null && trouble.retryAfter().compareTo(Duration.ZERO) > 0) {
            until = clock.instant().plus(trouble.retryAfter());
            breaker.transitionToOpenStateFor(trouble.retryAfter());
        } else {
            breaker.onError(0, breaker.getTimestampUnit(), null);
        }
    }

    /** Returns the milliseconds of the n-th pause in a row: doubling, and spread so that instances do not all come at once. */
    private long pause(int attempt) {
        long doubled = Math.min(FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10), LONGEST_PAUSE.toMillis());
        long spread = doubled + ThreadLocalRandom.current().nextLong(doubled / 2 + 1);
        until = clock.instant().plusMillis(spread);
        return spread;
    }

    /** What became of a call: a value or an exception. */
    record Outcome<T>(T value, Exception exception) {

        T get() throws Exception {
            if (exception != null) {
                throw exception;
            }
            return value;
        }
    }
}
