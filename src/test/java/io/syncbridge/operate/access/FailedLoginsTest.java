package io.syncbridge.operate.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final FailedLogins failures = new FailedLogins();

    @Test
    void theFirstFailuresCostNothingAndLaterOnesLongerEachTimeUpToAFewMinutes() {
        for (int i = 0; i < 4; i++) {
            assertThat(failures.failed("anna", "10.0.0.1", NOW)).isFalse();
            assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isZero();
        }
        assertThat(failures.failed("anna", "10.0.0.1", NOW)).as("said once").isTrue();
        assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(failures.waiting("anna", "10.0.0.1", NOW.plusSeconds(1))).isZero();
        assertThat(failures.failed("anna", "10.0.0.1", NOW)).isFalse();
        assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            failures.failed("anna", "10.0.0.1", NOW);
        }
        assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aPersonGoesOnElsewhereAndOthersGoOnThere() {
        for (int i = 0; i < 1000; i++) {
            failures.failed("anna", "10.0.0.1", NOW);
        }
        assertThat(failures.waiting("anna", "10.0.0.2", NOW)).isZero();
        assertThat(failures.waiting("berta", "10.0.0.1", NOW)).isZero();
    }

    @Test
    void manyNamesFromOneAddressWaitButNeverLong() {
        for (int i = 0; i < 19; i++) {
            assertThat(failures.failed("guess" + i, "10.0.0.1", NOW)).isFalse();
        }
        assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isZero();
        assertThat(failures.failed("guess19", "10.0.0.1", NOW)).isTrue();
        assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isEqualTo(Duration.ofSeconds(1));
        for (int i = 20; i < 20_000; i++) {
            failures.failed("guess" + i, "10.0.0.1", NOW);
        }
        assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(failures.waiting("anna", "10.0.0.2", NOW)).isZero();
    }

    @Test
    void oneNameFromManyAddressesWaitsButNeverLong() {
        for (int i = 0; i < 1000; i++) {
            failures.failed("anna", "10.0.1." + i, NOW);
        }
        assertThat(failures.waiting("anna", "10.0.0.9", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(failures.waiting("berta", "10.0.1.1", NOW)).isZero();
    }

    @Test
    void successAndTimeMakeItForgotten() {
        for (int i = 0; i < 9; i++) {
            failures.failed("anna", "10.0.0.1", NOW);
        }
        failures.succeeded("anna", "10.0.0.1");
        assertThat(failures.failed("anna", "10.0.0.1", NOW)).isFalse();
        assertThat(failures.waiting("anna", "10.0.0.1", NOW)).isZero();
        for (int i = 0; i < 50; i++) {
            failures.failed("berta", "10.0.0.1", NOW);
        }
        assertThat(failures.failed("berta", "10.0.0.1", NOW.plus(Duration.ofMinutes(16)))).isFalse();
        assertThat(failures.waiting("berta", "10.0.0.1", NOW.plus(Duration.ofMinutes(16)))).isZero();
    }
}
