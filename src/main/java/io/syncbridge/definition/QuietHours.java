package io.syncbridge.definition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times of day in which nothing is delivered.
 *
 * <p>Where the clocks are turned back, a time that comes twice begins a span the first time and ends it the second. Where they
 * are turned forward, a time that does not come stands for the moment of the turn.
 *
 * @param spans none for no quiet hours
 * @param zone whose times of day are meant
 */
public record QuietHours(List<Span> spans, ZoneId zone) {

    public static final QuietHours NONE = new QuietHours(List.of(), ZoneOffset.UTC);

    private static final int MINUTES_A_DAY = 24 * 60;

    /**
     * Every day from a time of day to another one, which is not part of it: the next day's where it is not the later one.
     */
    public record Span(LocalTime from, LocalTime to) {

        /** Reads {@code 22:00-06:00}; nothing where it is not of this form. */
        public static Optional<Span> parse(String text) {
            return Optional.of(Specification.SPAN.matcher(text)).filter(Matcher::matches)
                    .map(parts -> new Span(LocalTime.parse(parts.group(1)), LocalTime.parse(parts.group(2))));
        }

        private boolean holds(LocalTime time) {
            boolean begun = !time.isBefore(from);
            boolean over = !time.isBefore(to);
            return from.isBefore(to) ? begun && !over : begun || !over;
        }
    }

    private record Quiet(Instant begin, Instant end) {

        private boolean holds(Instant moment) {
            return !moment.isBefore(begin) && moment.isBefore(end);
        }
    }

    public QuietHours {
        spans = List.copyOf(spans);
    }

    /** Returns when the quiet in which {@code now} lies is over; spans that follow on one another are one quiet. */
    public Optional<Instant> until(Instant now) {
        Instant end = now;
        Optional<Instant> later = end(end);
        while (later.isPresent()) {
            end = later.get();
            later = end(end);
        }
        return end.equals(now) ? Optional.empty() : Optional.of(end);
    }

    /** Returns the end of the last quiet that was over by {@code now}; nothing without quiet hours. */
    public Optional<Instant> lastEnd(Instant now) {
        return around(now).map(Quiet::end).filter(end -> !end.isAfter(now)).max(Comparator.naturalOrder());
    }

    /** Whether there is a time of day that is not quiet. */
    public boolean leaveTime() {
        return IntStream.range(0, MINUTES_A_DAY).mapToObj(minute -> LocalTime.ofSecondOfDay(minute * 60L))
                .anyMatch(time -> spans.stream().noneMatch(span -> span.holds(time)));
    }

    private Optional<Instant> end(Instant now) {
        return around(now).filter(quiet -> quiet.holds(now)).map(Quiet::end).max(Comparator.naturalOrder());
    }

    /** The quiet times that began within the days about a moment. */
    private Stream<Quiet> around(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(-2, 1).mapToObj(day::plusDays).flatMap(date -> spans.stream().map(span -> quiet(span, date)));
    }

    private Quiet quiet(Span span, LocalDate date) {
        LocalDate last = span.from().isBefore(span.to()) ? date : date.plusDays(1);
        return new Quiet(moment(date, span.from(), false), moment(last, span.to(), true));
    }

    private Instant moment(LocalDate date, LocalTime time, boolean last) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(date.atTime(time));
        return offsets.isEmpty() ? zone.getRules().getTransition(date.atTime(time)).getInstant()
                : date.atTime(time).toInstant(offsets.get(last ? offsets.size() - 1 : 0));
    }
}
