package io.syncbridge.operate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.SyncLog.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChartTest {

    private static final Instant NOW = Instant.parse("2025-03-01T10:15:30Z");
    private static final Instant HOUR = Instant.parse("2025-03-01T10:00:00Z");

    @Test
    void nothingHappenedMakesNoBars() {
        Chart chart = Chart.of(Map.of(), NOW);
        assertThat(chart.bars()).isEmpty();
        assertThat(chart.most()).isZero();
    }

    @Test
    void everyBarStaysInsideAndTheHighestFillsTheChart() {
        Chart chart = Chart.of(Map.of(HOUR, Map.of(Status.SUCCESS, 900L, Status.FAILED, 100L),
                HOUR.minus(Duration.ofHours(23)), Map.of(Status.CONFLICT, 1L)), NOW);

        assertThat(chart.bars()).hasSize(3).allSatisfy(bar -> {
            assertThat(bar.x()).isBetween(0.0, (double) Chart.WIDTH - bar.width());
            assertThat(bar.y()).isBetween(0.0, (double) Chart.HEIGHT);
            assertThat(bar.height()).isPositive();
        });
        assertThat(chart.bars()).filteredOn(bar -> bar.title().startsWith("10:00")).extracting(Chart.Bar::height)
                .satisfies(heights -> assertThat(heights.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(Chart.HEIGHT));
        assertThat(chart.words()).contains("1001").contains("at most 1000");
    }
}
