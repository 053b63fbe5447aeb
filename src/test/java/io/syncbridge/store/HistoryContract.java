package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.store.History.Calls;
import io.syncbridge.store.History.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How syncs and systems were, hour by hour. */
interface HistoryContract extends OnStore {

    @Test
    default void ofAnHourTheHighestLevelsStayAndTheCallsAreAdded() {
        String name = newSync();
        var history = new History(database());
        Instant hour = NOW.truncatedTo(ChronoUnit.HOURS);
        history.raise(Map.of(name, new Level(10, 5, 0)), NOW);
        history.raise(Map.of(name, new Level(3, 6, 1)), NOW.plusSeconds(20));
        history.raise(Map.of(name, new Level(0, 0, 0)), NOW.plus(Duration.ofHours(1)));
        history.addCalls(name, new Calls(3, 1, 300, 200, 5), NOW);
        history.addCalls(name, new Calls(1, 0, 100, 100, 0), NOW.plusSeconds(20));

        assertThat(history.levels(name, NOW)).isEqualTo(Map.of(hour, new Level(10, 6, 1), hour.plus(Duration.ofHours(1)), new Level(0, 0, 0)));
        assertThat(history.calls(name, NOW)).isEqualTo(Map.of(hour, new Calls(4, 1, 400, 200, 5)));
        assertThat(history.levels(name, NOW.plus(Duration.ofHours(2)))).isEmpty();
        assertThat(history.outcomes(name, NOW)).isEmpty();

        history.forget(hour.plus(Duration.ofMinutes(30)));
        assertThat(history.levels(name, hour)).containsOnlyKeys(hour.plus(Duration.ofHours(1)));
        assertThat(history.calls(name, hour)).isEmpty();
    }
}
