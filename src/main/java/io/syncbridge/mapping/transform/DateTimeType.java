package io.syncbridge.mapping.transform;

import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;

/** Moments in time. */
@ApplicationScoped
public class DateTimeType implements TransformType {

    private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    @Override
    public String name() {
        return "datetime";
    }

    @Override
    public String description() {
        return "A moment in time; canonical in UTC as 2024-01-31T10:00:00Z.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("format", TEXT, List.of(), "iso",
                        "How the system writes times: iso, epoch-seconds, epoch-millis or a java.time pattern."),
                new Parameter("zone", TEXT, List.of(), "UTC", "The time zone of times that are written without one."),
                new Parameter("precision", TEXT, List.of("millis", "seconds"), "millis",
                        "What times are cut to on both sides, so that a coarser system does not count as a change."));
    }

    @Override
    public Kind kind() {
        return Kind.DATE_TIME;
    }

    @Override
    public Transform create(Map<String, Object> values) {
        var settings = new Settings(values);
        String format = settings.text("format");
        DateTimeFormatter pattern = switch (format) {
            case "iso", "epoch-seconds", "epoch-millis" -> null;
            default -> Moments.formatter(format);
        };
        return new Moment(format, pattern, Moments.zone(settings.text("zone")),
                "seconds".equals(settings.text("precision")) ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
    }

    private record Moment(String format, DateTimeFormatter pattern, ZoneId zone, ChronoUnit precision) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            String text = systemValue.toString().strip();
            if (text.isEmpty()) {
                return null;
            }
            try {
                Instant moment = format.startsWith("epoch") ? epoch(text) : parsed(text);
                if (moment.isAfter(EARLIEST) && moment.isBefore(LATEST)) {
                    return moment.truncatedTo(precision).toString();
                }
            } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
                // falls through to the message below
            }
            throw new UnmappableValueException("it is not a time of the format '" + format + "'.");
        }

        private Instant epoch(String text) {
            long number = Long.parseLong(text);
            return format.equals("epoch-seconds") ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        }

        private Instant parsed(String text) {
            DateTimeFormatter formatter = pattern == null ? DateTimeFormatter.ISO_DATE_TIME : pattern;
            TemporalAccessor time = formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime offset ? offset.toInstant() : ((LocalDateTime) time).atZone(zone).toInstant();
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            Instant moment = Instant.parse(canonicalValue.toString());
            return switch (format) {
                case "iso" -> moment.toString();
                case "epoch-seconds" -> moment.getEpochSecond();
                case "epoch-millis" -> moment.toEpochMilli();
                default -> pattern.format(moment.atZone(zone));
            };
        }

        /** A pattern that drops part of the time shows it when a moment with all its digits does not come back. */
        @Override
        public String loss() {
            Instant probe = Instant.parse("2024-03-05T13:24:35.678Z").truncatedTo(precision);
            try {
                return probe.toString().equals(toCanonical(fromCanonical(probe.toString()))) ? null
                        : "the format '" + format + "' does not keep " + precision.name().toLowerCase(java.util.Locale.ROOT);
            } catch (UnmappableValueException | DateTimeException e) {
                return "the format '" + format + "' does not hold a whole time";
            }
        }
    }
}
