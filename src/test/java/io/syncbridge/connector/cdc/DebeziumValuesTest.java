package io.syncbridge.connector.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DebeziumValuesTest {

    @Property(tries = 200)
    void datesAreDaysSinceTheEpoch(@ForAll @LongRange(min = -700_000, max = 2_900_000) long days) {
        assertThat(DebeziumValues.plain("io.debezium.time.Date", (int) days)).isEqualTo(LocalDate.ofEpochDay(days).toString());
    }

    @Property(tries = 200)
    void timesOfDayAndDateTimesAreMicrosecondsOrMilliseconds(@ForAll @LongRange(min = 0, max = 86_399_999_999L) long micros) {
        assertThat(DebeziumValues.plain("io.debezium.time.MicroTime", micros)).isEqualTo(LocalTime.ofNanoOfDay(micros * 1000).toString());
        assertThat(DebeziumValues.plain("io.debezium.time.MicroTimestamp", micros)).isEqualTo(
                Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC).toLocalDateTime().toString());
        assertThat(DebeziumValues.plain("io.debezium.time.Timestamp", micros / 1000)).isEqualTo(
                Instant.ofEpochMilli(micros / 1000).atOffset(ZoneOffset.UTC).toLocalDateTime().toString());
    }

    @Test
    void whatIsNotCountedStaysAsItIs() {
        assertThat(DebeziumValues.plain("io.debezium.time.ZonedTimestamp", "2024-07-01T10:00:00Z")).isEqualTo("2024-07-01T10:00:00Z");
        assertThat(DebeziumValues.plain("io.debezium.data.Json", "{}")).isEqualTo("{}");
        assertThat(DebeziumValues.plain(null, (short) 7)).isEqualTo(7L);
        assertThat(DebeziumValues.plain(null, 0.1f)).isEqualTo(new BigDecimal("0.1"));
        assertThat(DebeziumValues.plain("io.debezium.time.Date", null)).isNull();
        assertThat(DebeziumValues.plain(null, true)).isEqualTo(true);
    }

    @Test
    void midnightAtTheEndOfADayIsNoTimeOfDay() {
        assertThatThrownBy(() -> DebeziumValues.plain("io.debezium.time.MicroTime", 86_400_000_000L)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void positionsAreComparedAsNumbersOfTheLog() {
        assertThat(Lsn.text(Lsn.parse("16/B374D848"))).isEqualTo("16/B374D848");
        assertThat(Lsn.isBefore(Lsn.parse("7FFFFFFF/0"), Lsn.parse("80000000/0"))).isTrue();
        var slot = new Slot("s", "pgoutput", null, Lsn.parse("0/20"), Lsn.parse("0/30"), 0, "reserved");
        assertThat(new StreamPosition("1", Lsn.parse("0/20")).gap("1", slot, false, false)).isNull();
        assertThat(new StreamPosition("1", Lsn.parse("0/1F")).gap("1", slot, false, false)).contains("gone on without it");
        assertThat(new StreamPosition("1", Lsn.parse("0/31")).gap("1", slot, false, false)).contains("set back");
        assertThat(new StreamPosition("2", Lsn.parse("0/20")).gap("1", slot, false, false)).contains("another database");
        assertThat(StreamPosition.parse(new StreamPosition("5", 7).text())).isEqualTo(new StreamPosition("5", 7));
    }
}
