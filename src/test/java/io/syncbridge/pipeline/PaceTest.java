package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration QUICKLY = Pace.QUICK.minusMillis(1);
    private static final Duration SLOWLY = Pace.SLOW.plusMillis(1);

    private final Pace pace = new Pace();

    @Test
    void quickFullBatchesGrowUpToTheMost() {
        for (int i = 0; i < 20; i++) {
            pace.settled("sync", pace.size("sync", 2000), true, QUICKLY);
        }

        assertThat(pace.size("sync", 2000)).isEqualTo(2000);
        assertThat(pace.size("other", 2000)).isEqualTo(Pace.FIRST);
        assertThat(pace.size("other", 10)).isEqualTo(10);
    }

    @Test
    void slowBatchesShrinkFullOrNotAndNeverToNothing() {
        pace.settled("sync", Pace.FIRST, false, SLOWLY);
        assertThat(pace.size("sync", 2000)).isEqualTo(Pace.FIRST / 2);

        for (int i = 0; i < 20; i++) {
            pace.settled("sync", pace.size("sync", 2000), true, SLOWLY);
        }
        assertThat(pace.size("sync", 2000)).isEqualTo(Pace.LEAST);
    }

    @Test
    void batchThatWasNotFullTellsNothingOfWhatMoreWouldTake() {
        pace.settled("sync", Pace.FIRST, false, QUICKLY);

        assertThat(pace.size("sync", 2000)).isEqualTo(Pace.FIRST);
    }
}
