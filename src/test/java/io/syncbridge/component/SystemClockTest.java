package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SystemClockTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration EXACT = Duration.ofMillis(1);

    private final SystemClock clock = new SystemClock(Duration.ZERO);

    @Test
    void clocksThatMayAgreeDo() {
        clock.shows(NOW, Duration.ofSeconds(1), NOW.plusMillis(900), NOW.plusMillis(950));
        assertThat(clock.offset()).isZero();
    }

    @Test
    void aQuickAnswerTellsMoreThanASlowOne() {
        clock.shows(NOW.plusSeconds(120), EXACT, NOW, NOW.plusMillis(10));
        clock.shows(NOW.plusSeconds(140), EXACT, NOW, NOW.plusSeconds(30));
        assertThat(clock.offset()).isBetween(Duration.ofMillis(119_989), Duration.ofMillis(120_001));
    }

    @Property
    void theOffsetIsFoundAsExactlyAsTheAnswersAllow(@ForAll @IntRange(min = -600_000, max = 600_000) int offset,
            @ForAll @IntRange(min = 0, max = 2_000) int there, @ForAll @IntRange(min = 0, max = 2_000) int back) {
        var shown = new SystemClock(Duration.ofHours(1));
        Instant read = NOW.plusMillis(there);
        shown.shows(read.plusMillis(offset), EXACT, NOW, read.plusMillis(back));
        Duration error = shown.offset().minusMillis(offset).abs();
        assertThat(error).isLessThanOrEqualTo(Duration.ofMillis(there + back + 1));
    }
}
