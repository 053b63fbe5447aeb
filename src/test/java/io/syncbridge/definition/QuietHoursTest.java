package io.syncbridge.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.QuietHours.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

    private static final QuietHours NIGHT = berlin("22:00-06:00");

    private static QuietHours berlin(String... spans) {
        return hours("Europe/Berlin", spans);
    }

    private static QuietHours hours(String zone, String... spans) {
        return new QuietHours(List.of(spans).stream().map(span -> span.split("-"))
                .map(span -> new Span(LocalTime.parse(span[0]), LocalTime.parse(span[1]))).toList(), ZoneId.of(zone));
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    @Test
    void aSpanOverMidnightEndsTheNextMorning() {
        assertThat(NIGHT.until(at("2025-01-10T20:59:59Z"))).isEmpty();
        assertThat(NIGHT.until(at("2025-01-10T21:00:00Z"))).contains(at("2025-01-11T05:00:00Z"));
        assertThat(NIGHT.until(at("2025-01-11T04:59:59.999Z"))).contains(at("2025-01-11T05:00:00Z"));
        assertThat(NIGHT.until(at("2025-01-11T05:00:00Z"))).isEmpty();
    }

    @Test
    void theZonesOwnTimeOfDayIsMeantInSummerToo() {
        assertThat(NIGHT.until(at("2025-07-10T20:00:00Z"))).contains(at("2025-07-11T04:00:00Z"));
    }

    @Test
    void theNightInWhichTheClocksGoForwardIsAnHourShorter() {
        assertThat(NIGHT.until(at("2025-03-29T21:00:00Z"))).contains(at("2025-03-30T04:00:00Z"));
    }

    @Test
    void theNightInWhichTheClocksGoBackIsAnHourLonger() {
        assertThat(NIGHT.until(at("2025-10-25T20:00:00Z"))).contains(at("2025-10-26T05:00:00Z"));
    }

    @Test
    void anEndThatTheClocksLeapOverIsTheLeap() {
        assertThat(berlin("01:00-02:30").until(at("2025-03-30T00:30:00Z"))).contains(at("2025-03-30T01:00:00Z"));
        assertThat(berlin("01:00-02:30").until(at("2025-03-30T01:00:00Z"))).isEmpty();
    }

    @Test
    void aBeginningThatTheClocksLeapOverIsTheLeap() {
        assertThat(berlin("02:30-04:00").until(at("2025-03-30T00:59:59Z"))).isEmpty();
        assertThat(berlin("02:30-04:00").until(at("2025-03-30T01:00:00Z"))).contains(at("2025-03-30T02:00:00Z"));
    }

    @Test
    void aTimeThatComesTwiceBeginsTheFirstTimeAndEndsTheSecond() {
        QuietHours hours = berlin("02:15-02:30");
        assertThat(hours.until(at("2025-10-26T00:15:00Z"))).contains(at("2025-10-26T01:30:00Z"));
        assertThat(hours.until(at("2025-10-26T00:45:00Z"))).as("2:45 for the first time").contains(at("2025-10-26T01:30:00Z"));
        assertThat(hours.until(at("2025-10-26T01:30:00Z"))).isEmpty();
    }

    @Test
    void spansThatFollowOnOneAnotherAreOneQuiet() {
        QuietHours hours = hours("UTC", "12:00-13:00", "13:00-14:00", "13:30-15:00", "16:00-17:00");
        assertThat(hours.until(at("2025-01-10T12:30:00Z"))).contains(at("2025-01-10T15:00:00Z"));
        assertThat(hours.until(at("2025-01-10T15:00:00Z"))).isEmpty();
    }

    @Test
    void theLastEndIsTheNewestOneThatIsOver() {
        assertThat(NIGHT.lastEnd(at("2025-01-11T05:00:00Z"))).contains(at("2025-01-11T05:00:00Z"));
        assertThat(NIGHT.lastEnd(at("2025-01-11T20:59:59Z"))).contains(at("2025-01-11T05:00:00Z"));
        assertThat(NIGHT.lastEnd(at("2025-01-11T23:00:00Z"))).contains(at("2025-01-11T05:00:00Z"));
        assertThat(QuietHours.NONE.lastEnd(at("2025-01-11T05:00:00Z"))).isEmpty();
    }

    @Test
    void aDayThatIsNotOnTheZonesCalendarIsOutlived() {
        QuietHours hours = hours("Pacific/Apia", "22:00-06:00");
        Instant lastEvening = at("2011-12-30T09:00:00Z");
        assertThat(hours.until(lastEvening)).hasValueSatisfying(end -> assertThat(hours.until(end)).isEmpty());
    }

    @Property
    void quietEndsWithinADayAndWhereItEndsItIsNotQuiet(@ForAll("hours") QuietHours hours, @ForAll("moments") Instant now) {
        hours.until(now).ifPresent(end -> {
            assertThat(end).isAfter(now).isBefore(now.plus(Duration.ofHours(49)));
            assertThat(hours.until(end)).isEmpty();
            assertThat(hours.until(end.minusMillis(1))).contains(end);
        });
    }

    @Property
    void withinOneQuietTheEndIsTheSame(@ForAll("hours") QuietHours hours, @ForAll("moments") Instant now) {
        hours.until(now).ifPresent(end -> {
            Instant later = now.plusMillis(Duration.between(now, end).toMillis() / 2);
            assertThat(hours.until(later)).contains(end);
        });
    }

    /** Checked on days without a turn of the clocks, where the clock on the wall tells everything. */
    @Property
    void onAnOrdinaryDayItIsQuietExactlyWhereTheClockOnTheWallSaysSo(@ForAll("hours") QuietHours hours, @ForAll("moments") Instant now) {
        var rules = hours.zone().getRules();
        if (!rules.getOffset(now.minus(Duration.ofDays(3))).equals(rules.getOffset(now.plus(Duration.ofDays(3))))) {
            return;
        }
        LocalTime wall = now.atZone(hours.zone()).toLocalTime();
        assertThat(hours.until(now).isPresent()).isEqualTo(hours.spans().stream().anyMatch(span -> span.from().isBefore(span.to())
                ? !wall.isBefore(span.from()) && wall.isBefore(span.to())
                : !wall.isBefore(span.from()) || wall.isBefore(span.to())));
    }

    @Provide
    Arbitrary<QuietHours> hours() {
        Arbitrary<LocalTime> times = Arbitraries.integers().between(0, 24 * 60 - 1).map(minute -> LocalTime.ofSecondOfDay(minute * 60L));
        Arbitrary<List<Span>> spans = Combinators.combine(times, times).as(Span::new).list().ofMaxSize(3);
        Arbitrary<ZoneId> zones = Arbitraries.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
                "Pacific/Apia", "UTC").map(ZoneId::of);
        return Combinators.combine(spans, zones).as(QuietHours::new).filter(QuietHours::leaveTime);
    }

    /** Any moment of 25 years, and many near a turn of the clocks. */
    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Instant> any = Arbitraries.longs().between(at("2010-01-01T00:00:00Z").toEpochMilli(), at("2035-01-01T00:00:00Z").toEpochMilli())
                .map(Instant::ofEpochMilli);
        Arbitrary<Instant> turns = Arbitraries.of("2025-03-30T01:00:00Z", "2025-10-26T01:00:00Z", "2025-03-09T07:00:00Z",
                "2025-11-02T06:00:00Z", "2025-04-05T15:00:00Z", "2025-10-04T15:30:00Z", "2011-12-30T10:00:00Z").map(Instant::parse);
        Arbitrary<Integer> minutes = Arbitraries.integers().between(-36 * 60, 36 * 60);
        return Arbitraries.oneOf(any, Combinators.combine(turns, minutes).as((turn, minute) -> turn.plus(Duration.ofMinutes(minute))));
    }
}
