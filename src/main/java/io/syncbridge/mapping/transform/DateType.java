package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dates without a time of day. The canonical value is ISO text, {@code 2024-01-31}. */
@ApplicationScoped
public class DateType implements TransformType {

    private static final Parameter FORMAT = new Parameter("format", Shape.TEXT, List.of(), "uuuu-MM-dd",
            "How the system writes dates: a pattern of java.time, such as `dd.MM.yyyy` or `MM/dd/yyyy`, or `epoch-days`, the number of"
                    + " days since 1970.");
    private static final Parameter ZONE = new Parameter("zone", Shape.TEXT, List.of(), null,
            "For a system that holds date-times or epoch milliseconds: the time zone whose date is meant. The time of day is"
                    + " lost, so there is no way back.");

    private static final LocalDate PROBE = LocalDate.of(2024, 11, 23);

    @Override
    public String name() {
        return "date";
    }

    @Override
    public String description() {
        return "A date without a time of day.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FORMAT, ZONE);
    }

    @Override
    public Kind kind() {
        return Kind.DATE;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        var given = new Settings(settings);
        if (given.is(FORMAT, "epoch-days")) {
            return new EpochDays();
        }
        var date = new Date(formatter(given.text(FORMAT)), given.text(FORMAT), given.zone(ZONE));
        try {
            if (LocalDate.parse(date.format.format(PROBE), date.format).equals(PROBE)) {
                return date;
            }
        } catch (DateTimeException partial) {
            // refused below
        }
        throw Settings.unfit(FORMAT, given.text(FORMAT), "a pattern with year, month and day, such as dd.MM.yyyy");
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return Times.pattern(pattern, false);
        } catch (IllegalArgumentException noPattern) {
            throw Settings.unfit(FORMAT, pattern, "a pattern with year, month and day, such as dd.MM.yyyy");
        }
    }

    private record EpochDays() implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            String text = Scalar.legible(systemValue);
            try {
                return text.isEmpty() ? null : LocalDate.ofEpochDay(Scalar.number(text).longValueExact()).toString();
            } catch (DateTimeException | ArithmeticException noDay) {
                throw new UnmappableValueException("This is no number of days since 1970, such as " + PROBE.toEpochDay() + ".");
            }
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            try {
                return LocalDate.parse(Scalar.text(canonicalValue)).toEpochDay();
            } catch (DateTimeException noDate) {
                throw new UnmappableValueException("This is no date such as 2024-01-31.");
            }
        }
    }

    private record Date(DateTimeFormatter format, String pattern, ZoneId zone) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            String text = Scalar.legible(systemValue);
            if (text.isEmpty()) {
                return null;
            }
            try {
                return parse(text).or(() -> Times.iso(text).flatMap(this::date)).or(() -> epoch(systemValue))
                        .map(LocalDate::toString).orElseThrow(this::noDate);
            } catch (DateTimeException | ArithmeticException outOfRange) {
                throw noDate();
            }
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            try {
                LocalDate date = LocalDate.parse(Scalar.text(canonicalValue));
                String text = format.format(date);
                if (parse(Scalar.legible(text)).filter(date::equals).isPresent()) {
                    return text;
                }
                throw new UnmappableValueException("The format " + pattern + " cannot tell this date from others.");
            } catch (DateTimeException noDate) {
                throw new UnmappableValueException("This is no date such as 2024-01-31.");
            }
        }

        @Override
        public String loss() {
            return zone == null ? null : "the time of day is dropped";
        }

        private Optional<LocalDate> parse(String text) {
            try {
                return Optional.of(LocalDate.parse(text, format));
            } catch (DateTimeException otherForm) {
                return Optional.empty();
            }
        }

        /** Without a zone only midnight by itself is a date: no time of day is lost with it. */
        private Optional<LocalDate> date(TemporalAccessor moment) {
            if (zone != null) {
                return Optional.of(Times.instant(moment, zone).atZone(zone).toLocalDate());
            }
            return moment instanceof LocalDateTime local && local.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? Optional.of(local.toLocalDate()) : Optional.empty();
        }

        private Optional<LocalDate> epoch(Object systemValue) {
            return zone != null && systemValue instanceof Number number
                    ? Optional.of(Instant.ofEpochMilli(new BigDecimal(number.toString()).longValueExact()).atZone(zone).toLocalDate())
                    : Optional.empty();
        }

        private UnmappableValueException noDate() {
            return new UnmappableValueException("This is no date in the format " + pattern + ", such as " + format.format(PROBE)
                    + (zone == null ? ". For date-times state the `zone`." : "."));
        }
    }
}
