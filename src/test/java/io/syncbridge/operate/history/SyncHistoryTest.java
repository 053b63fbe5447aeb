package io.syncbridge.operate.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.operate.history.SyncHistory.Step;
import io.syncbridge.store.History.Calls;
import io.syncbridge.store.History.Level;
import io.syncbridge.store.SyncLog.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncHistoryTest {

    private static final Instant NOW = Instant.parse("2026-03-29T10:15:30Z");

    @Test
    void everySpanEndsWithTheStepOfNow() {
        for (Span span : Span.values()) {
            List<Instant> steps = span.steps(NOW);
            assertThat(steps).isSorted().doesNotHaveDuplicates();
            Instant last = steps.get(steps.size() - 1);
            assertThat(last).isEqualTo(span.stepOf(NOW)).isBeforeOrEqualTo(NOW).isAfter(NOW.minus(span.step()));
            assertThat(Duration.between(steps.get(0), last)).isEqualTo(span.step().multipliedBy(steps.size() - 1L));
        }
        assertThat(Span.MONTH.steps(NOW).get(29)).isEqualTo(Instant.parse("2026-03-29T00:00:00Z"));
    }

    @Test
    void countsAreAddedUpAndOfLevelsTheHighestCounts() {
        Instant first = Instant.parse("2026-03-29T09:00:00Z");
        Instant second = Instant.parse("2026-03-29T10:00:00Z");
        SyncHistory week = SyncHistory.of("contacts", Span.WEEK, Map.of(first, Map.of(Status.SUCCESS, 4L, Status.FAILED, 1L), second, Map.of(Status.SUCCESS, 3L)),
                Map.of(first, new Level(90, 1, 2), second, new Level(5, 4, 0)), NOW);
        assertThat(week.steps()).hasSize(56).last().isEqualTo(new Step(first, 7, 0, 0, 1, 90L, 4L, 2L));
        assertThat(week.steps().get(0).lagSeconds()).as("nobody has looked then").isNull();
    }

    @Test
    void theTimesOfCallsAreAveragedByTheirNumber() {
        Instant first = Instant.parse("2026-03-29T09:00:00Z");
        List<SystemHistory.Step> steps = SystemHistory.steps(Span.DAY, Map.of(first, new Calls(4, 1, 1000, 700, 40)), NOW);
        assertThat(steps.get(22)).isEqualTo(new SystemHistory.Step(first, 4, 1, 250L, 700L, 10L));
        assertThat(steps.get(23).meanMillis()).isNull();
    }
}
