package io.syncbridge.operate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.operate.console.Plot.Numbers;
import io.syncbridge.operate.console.Plot.Series;
import io.syncbridge.operate.history.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

    @Test
    void barsStayInsideAndTheHighestFillsThePlot() {
        List<Instant> steps = Span.WEEK.steps(NOW);
        Map<Instant, Long> good = Map.of(steps.get(0), 1L, steps.get(55), 900L);
        Map<Instant, Long> bad = Map.of(steps.get(55), 100L, steps.get(54), 1_000L);
        List<Series<Instant>> series = List.of(new Series<>("success", "success", good::get), new Series<>("failed", "failed", bad::get));

        Plot plot = Plot.of("Rows", Span.WEEK, steps, at -> at, series, Shown::grouped);
        assertThat(plot.bars()).hasSize(4).allSatisfy(bar -> {
            assertThat(bar.x()).isBetween(0.0, Plot.WIDTH - bar.width());
            assertThat(bar.y()).isBetween(0.0, (double) Plot.HEIGHT);
            assertThat(bar.height()).isPositive();
        });
        assertThat(plot.bars()).filteredOn(bar -> bar.title().startsWith("2026-03-01 09:00")).extracting(Plot.Bar::height)
                .satisfies(heights -> assertThat(heights.stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(Plot.HEIGHT));
        assertThat(plot.words()).isEqualTo("Rows in the last week: at most 1,000 at a time");
        assertThat(Numbers.of(Span.WEEK, steps, at -> at, series).rows()).containsExactly(List.of("2026-03-01 09:00", "900", "100"),
                List.of("2026-03-01 06:00", "–", "1000"), List.of(Plot.time(Span.WEEK, steps.get(0)), "1", "–"));
    }

    @Test
    void nothingHappenedMakesNoBars() {
        Plot plot = Plot.of("Rows", Span.DAY, Span.DAY.steps(NOW), at -> at, List.<Series<Instant>>of(new Series<>("level", "lag", at -> null)), Shown::grouped);
        assertThat(plot.bars()).isEmpty();
        assertThat(plot.most()).isNull();
        assertThat(plot.words()).isEqualTo("Rows: none in the last day");
    }
}
