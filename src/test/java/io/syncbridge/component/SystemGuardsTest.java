package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemGuardsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration EXACT = Duration.ofMillis(1);

    private final Map<String, Duration> memory = new HashMap<>();
    private final List<Duration> remembered = new ArrayList<>();

    private SystemGuards instance() {
        return new SystemGuards(null, null, null, new ClockMemory() {
            @Override
            public Duration recall(String system) {
                return memory.getOrDefault(system, Duration.ZERO);
            }

            @Override
            public void remember(String system, Duration ahead) {
                memory.put(system, ahead);
                remembered.add(ahead);
            }
        }, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void anInstanceThatHasNotAskedASystemYetKnowsItsClockFromTheOthers() {
        instance().clockShown("erp", NOW.plusSeconds(240), EXACT, NOW);

        SystemGuards started = instance();
        assertThat(started.clockOffset("erp")).isCloseTo(Duration.ofSeconds(240), Duration.ofMillis(1));
        assertThat(started.clockOffset("crm")).isZero();
    }

    @Test
    void whatItMeasuresItselfCountsAndIsRememberedWhenItIsNews() {
        memory.put("erp", Duration.ofSeconds(240));
        SystemGuards instance = instance();
        instance.clockShown("erp", NOW.plusSeconds(240).plusMillis(300), EXACT, NOW);
        assertThat(instance.clockOffset("erp")).isCloseTo(Duration.ofMillis(240_300), Duration.ofMillis(1));
        assertThat(remembered).isEmpty();

        SystemGuards later = instance();
        later.clockShown("erp", NOW, EXACT, NOW);
        later.clockShown("erp", NOW, EXACT, NOW);
        assertThat(later.clockOffset("erp")).isZero();
        assertThat(remembered).containsExactly(Duration.ZERO);
    }
}
