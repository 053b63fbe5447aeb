package io.syncbridge.demo.salesforce;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/** The words for days in queries, in UTC; weeks begin on Sunday. */
final class SoqlDates {

    private static final Set<String> PLAIN = Set.of("YESTERDAY", "TODAY", "TOMORROW", "LAST_WEEK", "THIS_WEEK", "NEXT_WEEK",
            "LAST_MONTH", "THIS_MONTH", "NEXT_MONTH", "LAST_90_DAYS", "NEXT_90_DAYS", "LAST_YEAR", "THIS_YEAR", "NEXT_YEAR");
    private static final Set<String> COUNTED = Set.of("LAST_N_DAYS", "NEXT_N_DAYS", "N_DAYS_AGO", "LAST_N_WEEKS",
            "LAST_N_MONTHS", "LAST_N_YEARS");

    private SoqlDates() {
    }

    /** The time from its beginning until before its end. */
    record Range(Instant begin, Instant end) {

        private static Range of(LocalDate begin, LocalDate end) {
            return new Range(begin.atStartOfDay().toInstant(ZoneOffset.UTC), end.atStartOfDay().toInstant(ZoneOffset.UTC));
        }
    }

    static boolean isKnown(String name, Integer count) {
        return (count == null ? PLAIN : COUNTED).contains(name);
    }

    /** Returns the day. @param day like 2026-01-31 */
    static Range day(String day) {
        LocalDate date = LocalDate.parse(day);
        return Range.of(date, date.plusDays(1));
    }

    static Range range(String name, Integer count, Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate tomorrow = today.plusDays(1);
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate year = today.withDayOfYear(1);
        int n = count == null ? 90 : count;
        return switch (name) {
            case "YESTERDAY" -> Range.of(today.minusDays(1), today);
            case "TODAY" -> Range.of(today, tomorrow);
            case "TOMORROW" -> Range.of(tomorrow, tomorrow.plusDays(1));
            case "LAST_WEEK" -> Range.of(week.minusWeeks(1), week);
            case "THIS_WEEK" -> Range.of(week, week.plusWeeks(1));
            case "NEXT_WEEK" -> Range.of(week.plusWeeks(1), week.plusWeeks(2));
            case "LAST_MONTH" -> Range.of(month.minusMonths(1), month);
            case "THIS_MONTH" -> Range.of(month, month.plusMonths(1));
            case "NEXT_MONTH" -> Range.of(month.plusMonths(1), month.plusMonths(2));
            case "LAST_YEAR" -> Range.of(year.minusYears(1), year);
            case "THIS_YEAR" -> Range.of(year, year.plusYears(1));
            case "NEXT_YEAR" -> Range.of(year.plusYears(1), year.plusYears(2));
            case "LAST_N_DAYS", "LAST_90_DAYS" -> Range.of(today.minusDays(n), tomorrow);
            case "NEXT_N_DAYS", "NEXT_90_DAYS" -> Range.of(tomorrow, tomorrow.plusDays(n));
            case "N_DAYS_AGO" -> Range.of(today.minusDays(n), today.minusDays(n - 1L));
            case "LAST_N_WEEKS" -> Range.of(week.minusWeeks(n), week);
            case "LAST_N_MONTHS" -> Range.of(month.minusMonths(n), month);
            case "LAST_N_YEARS" -> Range.of(year.minusYears(n), year);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
