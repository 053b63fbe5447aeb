package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTypeTest {

    private static final String LOCAL = "dd.MM.yyyy HH:mm:ss";

    private static Transform datetime(Object... settings) {
        return new DateTimeType().create(Given.settings(settings));
    }

    @ParameterizedTest
    @CsvSource({"2024-01-31T10:00:00Z, 2024-01-31T10:00:00Z", "2024-01-31T10:00:00.000+0000, 2024-01-31T10:00:00Z",
        "2024-01-31T11:00:00+01:00, 2024-01-31T10:00:00Z", "2024-01-31 11:00:00.1239 +01, 2024-01-31T10:00:00.123Z",
        "2024-01-31t10:00z, 2024-01-31T10:00:00Z"})
    void isoIsReadAsSystemsReallyWriteIt(String text, String canonical) {
        assertThat(datetime().toCanonical(text)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"2024-03-31T01:59:59, 2024-03-31T00:59:59Z", "2024-03-31T02:30:00, 2024-03-31T01:30:00Z",
        "2024-03-31T03:30:00, 2024-03-31T01:30:00Z", "2024-10-27T02:30:00, 2024-10-27T00:30:00Z",
        "2024-10-27T03:30:00, 2024-10-27T02:30:00Z"})
    void localTimesArePlacedInTheirZone(String text, String canonical) {
        assertThat(datetime("zone", "Europe/Berlin").toCanonical(text)).isEqualTo(canonical);
    }

    @Test
    void aLocalTimeWithoutAZoneIsRefused() {
        assertThatThrownBy(() -> datetime().toCanonical("2024-01-31T10:00:00")).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining("zone");
    }

    @Test
    void aMomentThatALocalTimeCannotTellFromAnotherIsRefused() {
        Transform local = datetime("format", LOCAL, "zone", "Europe/Berlin", "precision", "seconds");
        assertThat(local.fromCanonical("2024-10-27T00:30:00Z")).isEqualTo("27.10.2024 02:30:00");
        assertThatThrownBy(() -> local.fromCanonical("2024-10-27T01:30:00Z")).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining("clocks are set back");
    }

    @Test
    void anOffsetInTheTextWinsOverTheZone() {
        Transform transform = datetime("format", "yyyy-MM-dd HH:mm:ss.SSSXXX", "zone", "Asia/Tokyo");
        assertThat(transform.toCanonical("2024-10-27 02:30:00.000+01:00")).isEqualTo("2024-10-27T01:30:00Z");
        assertThat(transform.fromCanonical("2024-10-27T01:30:00Z")).isEqualTo("2024-10-27 10:30:00.000+09:00");
        assertThat(transform.loss()).isNull();
    }

    @Test
    void epochsAreNumbers() {
        assertThat(datetime("format", "epoch-millis").toCanonical(1706695200123L)).isEqualTo("2024-01-31T10:00:00.123Z");
        assertThat(datetime("format", "epoch-millis").fromCanonical("2024-01-31T10:00:00.123Z")).isEqualTo(1706695200123L);
        assertThat(datetime("format", "epoch-seconds").toCanonical("1706695200")).isEqualTo("2024-01-31T10:00:00Z");
        assertThat(datetime("format", "epoch-millis").toCanonical(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @ParameterizedTest
    @CsvSource({"epoch-micros, 1706695200123000", "epoch-nanos, 1706695200123000000", "local-seconds, 1706698800", "local-millis, 1706698800123",
        "local-micros, 1706698800123000", "local-nanos, 1706698800123000000"})
    void epochsAreCountedAsFinelyAsTheFormatSaysInUtcOrInTheZone(String format, long number) {
        String precision = format.endsWith("seconds") ? "seconds" : "millis";
        Transform transform = datetime("format", format, "zone", "Europe/Berlin", "precision", precision);
        String canonical = format.endsWith("seconds") ? "2024-01-31T10:00:00Z" : "2024-01-31T10:00:00.123Z";

        assertThat(transform.toCanonical(number)).isEqualTo(canonical);
        assertThat(transform.fromCanonical(canonical)).isEqualTo(number);
    }

    @Test
    void aLocalEpochNeedsItsZone() {
        assertThatThrownBy(() -> datetime("format", "local-millis")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("zone");
        assertThatThrownBy(() -> datetime("format", "local-millis", "zone", "Europe/Berlin").fromCanonical("2024-10-27T01:30:00Z"))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("clocks are set back");
    }

    @Test
    void anEpochThatANumberCannotHoldIsRefused() {
        assertThatThrownBy(() -> datetime("format", "epoch-nanos").fromCanonical("2500-01-01T00:00:00Z")).isInstanceOf(UnmappableValueException.class);
    }

    @Test
    void aFormatCoarserThanThePrecisionIsALoss() {
        assertThat(datetime("format", LOCAL, "zone", "UTC").loss()).contains("precision: seconds");
        assertThat(datetime("format", "epoch-seconds").loss()).contains("precision: seconds");
        assertThat(datetime("format", LOCAL, "zone", "UTC", "precision", "seconds").loss()).isNull();
        assertThat(datetime("format", "yyyy-MM-dd HH:mm", "zone", "UTC", "precision", "seconds").loss()).contains("seconds");
    }

    @Test
    void precisionCountsInCanonicalValuesToo() {
        Transform seconds = datetime("precision", "seconds");
        assertThat(seconds.toCanonical("2024-01-31T10:00:00.999Z")).isEqualTo("2024-01-31T10:00:00Z");
        assertThat(seconds.fromCanonical("2024-01-31T10:00:00.999Z")).isEqualTo("2024-01-31T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "nonsense"})
    void patternsThatNameNoMomentAreRefused(String format) {
        assertThatThrownBy(() -> datetime("format", format)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(format);
    }

    @Test
    void unknownZonesAreRefused() {
        assertThatThrownBy(() -> datetime("zone", "Berlin")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Europe/Berlin");
    }
}
