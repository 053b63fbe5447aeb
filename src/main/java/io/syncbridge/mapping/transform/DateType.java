package io.syncbridge.mapping.transform;

import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Dates without a time. */
@ApplicationScoped
public class DateType implements TransformType {

    @Override
    public String name() {
        return "date";
    }

    @Override
    public String description() {
        return "A date without a time; canonical as 2024-01-31.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("format", TEXT, List.of(), "uuuu-MM-dd",
                        "How the system writes dates, as a java.time pattern such as dd.MM.uuuu."),
                new Parameter("zone", TEXT, List.of(), null,
                        "The time zone in which a date-time counts as its date; absent: date-times are refused."));
    }

    @Override
    public Kind kind() {
        return Kind.DATE;
    }

    @Override
    public Transform create(Map<String, Object> values) {
        var settings = new Settings(values);
        return new Day(Moments.formatter(settings.text("format")),
                settings.text("zone") == null ? null : Moments.zone(settings.text("zone")));
    }

    private record Day(DateTimeFormatter format, ZoneId zone) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            String text = systemValue.toString().strip();
            if (text.isEmpty()) {
                return null;
            }
            LocalDate date = parse(text);
            if (date == null || date.getYear() < 0 || date.getYear() > 9999) {
                throw new UnmappableValueException("it is not a date of the format that the definition gives.");
            }
            return date.toString();
        }

        private LocalDate parse(String text) {
            try {
                return LocalDate.parse(text, format);
            } catch (DateTimeException e) {
                return zone == null ? iso(text) : dayOf(text);
            }
        }

        private static LocalDate iso(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }

        private LocalDate dayOf(String text) {
            try {
                var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
                return parsed instanceof OffsetDateTime offset ? Instant.from(offset).atZone(zone).toLocalDate()
                        : ((LocalDateTime) parsed).toLocalDate();
            } catch (DateTimeException e) {
                return iso(text);
            }
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            return LocalDate.parse(canonicalValue.toString()).format(format);
        }

        @Override
        public String loss() {
            return zone == null ? null : "the time of day is lost";
        }
    }
}
