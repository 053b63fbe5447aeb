package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.connector.rest.PassingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantGateTest {

    private final SetClock clock = new SetClock();
    private final List<Duration> waited = new ArrayList<>();
    private final TenantGate gate = new TenantGate(clock, time -> {
        waited.add(time);
        clock.pass(time);
    });

    @Test
    void anOpenGateLetsEverythingThroughAtOnce() throws Exception {
        gate.pass("GET /x");
        assertThat(waited).isEmpty();
    }

    @Test
    void aShortTimeIsWaitedFor() throws Exception {
        gate.close(Duration.ofSeconds(2));
        gate.pass("GET /x");
        gate.pass("GET /y");
        assertThat(waited).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void aLongTimeIsToldWithWhatIsLeftOfIt() {
        gate.close(Duration.ofSeconds(60));
        clock.pass(Duration.ofSeconds(20));

        assertThatThrownBy(() -> gate.pass("GET /x")).isInstanceOf(PassingException.class).hasMessageContaining("GET /x was not sent")
                .hasMessageContaining("40 s").extracting(e -> ((PassingException) e).retryAfter()).isEqualTo(Duration.ofSeconds(40));
        assertThat(waited).isEmpty();
    }

    @Test
    void aShorterWishDoesNotOpenTheGateEarlier() {
        gate.close(Duration.ofSeconds(60));
        gate.close(Duration.ofSeconds(1));
        assertThatThrownBy(() -> gate.pass("GET /x")).hasMessageContaining("60 s");
    }

    @Test
    void afterTheTimeTheGateIsOpen() throws Exception {
        gate.close(Duration.ofSeconds(60));
        clock.pass(Duration.ofSeconds(60));
        gate.pass("GET /x");
        assertThat(waited).isEmpty();
    }
}
