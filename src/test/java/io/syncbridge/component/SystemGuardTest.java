package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.BridgeConfig;
import io.syncbridge.component.SystemGuard.Outcome;
import io.syncbridge.component.SystemGuard.Trouble;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class SystemGuardTest {

    private static final BridgeConfig.SystemLimits NO_LIMITS = new BridgeConfig.SystemLimits() {
        @Override
        public OptionalInt callsAtOnce() {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt callsPerSecond() {
            return OptionalInt.empty();
        }
    };

    private final Hand clock = new Hand();
    private final List<String> told = new ArrayList<>();
    private final SystemGuard guard = new SystemGuard("erp", new CallLimit("erp", NO_LIMITS), clock,
            guard -> told.add(guard.pausedUntil().isPresent() ? "away" : "back"));

    @Test
    void aSystemThatFailsAgainAndAgainIsLeftAloneAndAskedOnceLater() throws Exception {
        failUntilPaused();
        assertThatThrownBy(() -> call(() -> "not called")).isInstanceOf(SystemPausedException.class)
                .hasMessageContaining("erp").hasMessageContaining("connection refused");
        assertThat(told).containsExactly("away");

        clock.now = guard.pausedUntil().orElseThrow().plusMillis(1);
        assertThat(call(() -> "hello")).isEqualTo("hello");
        assertThat(told).containsExactly("away", "back");
        assertThat(guard.pausedUntil()).isEmpty();
    }

    @Test
    void eachPauseInARowIsLonger() {
        Duration last = Duration.ZERO;
        failUntilPaused();
        for (int i = 0; i < 4; i++) {
            Duration pause = Duration.between(clock.now, guard.pausedUntil().orElseThrow());
            assertThat(pause).isGreaterThan(last);
            last = pause;
            clock.now = guard.pausedUntil().get().plusMillis(1);
            assertThatThrownBy(() -> call(this::refuseConnection)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aSystemThatAsksForItIsLeftAloneAtOnceAndForThatLong() throws Exception {
        assertThatThrownBy(() -> call(() -> {
            throw new SystemCallException("too many requests", true, Duration.ofSeconds(40), null);
        })).hasMessage("too many requests");

        clock.now = clock.now.plusSeconds(39);
        assertThatThrownBy(() -> call(() -> "not called")).isInstanceOfSatisfying(SystemPausedException.class,
                paused -> assertThat(paused.retryAfter()).contains(Duration.ofSeconds(1)));
        clock.now = clock.now.plusSeconds(2);
        assertThat(call(() -> "hello")).isEqualTo("hello");
    }

    @Test
    void aRefusalIsAnAnswer() {
        for (int i = 0; i < 3 * SystemGuard.FAILURES; i++) {
            assertThatThrownBy(() -> call(() -> {
                throw new IllegalArgumentException("no such field");
            })).hasMessage("no such field");
        }
        assertThat(guard.pausedUntil()).isEmpty();
    }

    @Test
    void aSuccessInBetweenForgivesFailures() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> call(this::refuseConnection)).isInstanceOf(IOException.class);
            call(() -> "hello");
        }
        assertThat(told).isEmpty();
    }

    private void failUntilPaused() {
        for (int i = 0; i < SystemGuard.FAILURES; i++) {
            assertThatThrownBy(() -> call(this::refuseConnection)).isInstanceOf(IOException.class);
        }
    }

    private String refuseConnection() throws IOException {
        throw new IOException("connection refused");
    }

    private String call(Callable<String> call) throws Exception {
        return guard.call(call, SystemGuardTest::trouble);
    }

    private static Optional<Trouble> trouble(Outcome<String> outcome) {
        if (outcome.exception() instanceof SystemCallException asked) {
            return Optional.of(new Trouble(asked.getMessage(), asked.retryAfter().orElse(null)));
        }
        return Optional.ofNullable(outcome.exception()).filter(IOException.class::isInstance)
                .map(e -> new Trouble(e.getMessage(), null));
    }

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
