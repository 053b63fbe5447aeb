package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTypeTest {

    private static Transform date(Object... settings) {
        return new DateType().create(Given.settings(settings));
    }

    @ParameterizedTest
    @CsvSource({"yyyy-MM-dd, 2024-01-31, 2024-01-31", "dd.MM.yyyy, 31.01.2024, 2024-01-31", "M/d/yyyy, 1/5/2024, 2024-01-05",
        "dd MMM uuuu, 29 Feb 2024, 2024-02-29", "yyyyMMdd, 20240131, 2024-01-31", "dd.MM.yyyy, ３１.０１.２０２４, 2024-01-31"})
    void datesAreReadAndWrittenByTheirPattern(String format, String text, String canonical) {
        Transform transform = date("format", format);
        assertThat(transform.toCanonical(text)).isEqualTo(canonical);
        assertThat(transform.toCanonical(transform.fromCanonical(canonical))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-30", "31.01.2024", "tomorrow", "2024-01-31T10:00:00", "2024-01-31T00:00:00Z", "1706659200000"})
    void whatIsNoDateIsRefused(String text) {
        assertThatThrownBy(() -> date().toCanonical(text)).isInstanceOf(UnmappableValueException.class)
                .hasMessageContaining("2024-11-23");
    }

    @Test
    void aDateMayBeANumberOfDays() {
        Transform days = date("format", "epoch-days");

        assertThat(days.toCanonical(19753)).isEqualTo("2024-01-31");
        assertThat(days.toCanonical("-1")).isEqualTo("1969-12-31");
        assertThat(days.fromCanonical("2024-01-31")).isEqualTo(19753L);
        assertThatThrownBy(() -> days.toCanonical("2024-01-31")).isInstanceOf(UnmappableValueException.class);
        assertThatThrownBy(() -> days.toCanonical(1e300)).isInstanceOf(UnmappableValueException.class);
    }

    @Test
    void midnightByItselfIsADate() {
        assertThat(date().toCanonical("2024-01-31T00:00:00.000")).isEqualTo("2024-01-31");
        assertThat(date().toCanonical("2024-01-31 00:00:00")).isEqualTo("2024-01-31");
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 2024-03-30T23:30:00Z, 2024-03-31", "Europe/Berlin, 2024-03-31T22:30:00Z, 2024-04-01",
        "America/New_York, 2024-11-03T04:30:00Z, 2024-11-03", "America/New_York, 2024-11-04T04:30:00+0000, 2024-11-03",
        "Pacific/Apia, 2024-01-31T10:00:00Z, 2024-01-31", "Pacific/Apia, 2024-01-31T11:00:00Z, 2024-02-01"})
    void aMomentIsTheDateOfItsZone(String zone, String moment, String canonical) {
        assertThat(date("zone", zone).toCanonical(moment)).isEqualTo(canonical);
        assertThat(date("zone", zone).loss()).isEqualTo("the time of day is dropped");
    }

    @Test
    void epochMillisecondsAreDatesInAZone() {
        assertThat(date("zone", "UTC").toCanonical(1706659200000L)).isEqualTo("2024-01-31");
        assertThatThrownBy(() -> date("zone", "UTC").toCanonical(1e300)).isInstanceOf(UnmappableValueException.class);
    }

    @Test
    void aPatternThatCannotTellCenturiesRefusesTheOthers() {
        assertThat(date("format", "dd.MM.yy").fromCanonical("2024-01-31")).isEqualTo("31.01.24");
        assertThatThrownBy(() -> date("format", "dd.MM.yy").fromCanonical("1924-01-31"))
                .isInstanceOf(UnmappableValueException.class).hasMessageContaining("dd.MM.yy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MM/yyyy", "dddd", "HH:mm", "b"})
    void patternsWithoutAWholeDateAreRefused(String format) {
        assertThatThrownBy(() -> date("format", format)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(format);
    }
}
