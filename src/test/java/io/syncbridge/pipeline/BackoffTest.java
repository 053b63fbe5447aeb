package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Property
    void eachWaitIsTwiceAsLongAndSpreadByHalfUpToAnEnd(@ForAll @IntRange(min = 1, max = 1_000_000) int attempts) {
        long doubled = Math.min(600, 1L << Math.min(attempts - 1, 20));

        assertThat(Backoff.after(attempts, null)).isBetween(Duration.ofSeconds(doubled), Duration.ofMillis(1500 * doubled));
    }

    @Property
    void aSystemIsLeftAloneAtLeastAsLongAsItAsks(@ForAll @IntRange(min = 1, max = 100) int attempts,
            @ForAll @IntRange(max = 100_000) int seconds) {
        assertThat(Backoff.after(attempts, Duration.ofSeconds(seconds))).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void retriesDoNotMeet() {
        Set<Duration> waits = new HashSet<>();
        IntStream.range(0, 100).forEach(i -> waits.add(Backoff.after(8, null)));

        assertThat(waits).hasSizeGreaterThan(50);
    }

    @Property
    void whatMayHaveToBeWrittenTogetherIsDueTogether(@ForAll @IntRange(min = 1, max = 100) int attempts, @ForAll @IntRange(max = 86_400) int second) {
        Instant now = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(second);
        long step = Backoff.isForAPerson(attempts) ? 600 : 5;

        assertThat(Backoff.together(attempts, now)).isBetween(now.plusSeconds(1), now.plusSeconds(step));
        assertThat(Backoff.together(attempts, now).getEpochSecond() % step).isZero();
        assertThat(Backoff.togetherInMotion(now).getEpochSecond() % 30).isZero();
    }
}
