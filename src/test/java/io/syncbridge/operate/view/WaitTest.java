package io.syncbridge.operate.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.QuietHours;
import io.syncbridge.definition.QuietHours.Span;
import io.syncbridge.store.Inbox.Backlog;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitTest {

    private static final Instant NOW = Instant.parse("2025-01-10T12:00:00Z");
    private static final QuietHours MORNING = new QuietHours(List.of(new Span(LocalTime.of(6, 0), LocalTime.of(11, 59))), ZoneOffset.UTC);
    private static final QuietHours AFTERNOON = new QuietHours(List.of(new Span(LocalTime.of(12, 0), LocalTime.of(18, 0))), ZoneOffset.UTC);

    @Test
    void nothingWaits() {
        assertThat(Wait.of(null, QuietHours.NONE, false, NOW)).isEqualTo(new Wait(0, null, 0));
    }

    @Test
    void lagIsCountedFromWhenAChangeBecameReady() {
        assertThat(Wait.of(new Backlog(3, NOW.minusSeconds(20), 0, null), QuietHours.NONE, false, NOW)).isEqualTo(new Wait(0, null, 20));
    }

    @Test
    void whatIsHeldIsNoLag() {
        assertThat(Wait.of(new Backlog(3, null, 3, NOW.plusSeconds(9)), QuietHours.NONE, false, NOW))
                .isEqualTo(new Wait(3, NOW.plusSeconds(9), 0));
    }

    @Test
    void inQuietHoursAllWaitsForTheirEndAndNothingIsLag() {
        assertThat(Wait.of(new Backlog(3, NOW.minusSeconds(999), 1, NOW.plusSeconds(9)), AFTERNOON, true, NOW))
                .isEqualTo(new Wait(3, Instant.parse("2025-01-10T18:00:00Z"), 0));
    }

    @Test
    void whatIsReleasedInQuietHoursGoesOutAfterThem() {
        Instant before = NOW.minusSeconds(60);
        assertThat(Wait.of(new Backlog(1, null, 1, NOW.plusSeconds(60)), AFTERNOON, false, before).until())
                .isEqualTo(Instant.parse("2025-01-10T18:00:00Z"));
    }

    @Test
    void afterQuietHoursLagIsCountedFromTheirEnd() {
        assertThat(Wait.of(new Backlog(1, NOW.minusSeconds(9_000), 0, null), MORNING, false, NOW).lagSeconds()).isEqualTo(60);
    }

    @Test
    void quietHoursThatPersonsLiftedCountNoMore() {
        assertThat(Wait.of(new Backlog(1, NOW.minusSeconds(5), 0, null), AFTERNOON, false, NOW)).isEqualTo(new Wait(0, null, 5));
    }
}
