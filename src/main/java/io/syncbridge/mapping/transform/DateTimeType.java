package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Moments. The canonical value is ISO text in UTC, {@code 2024-01-31T10:00:00Z}, cut off after the precision. */
@ApplicationScoped
public class DateTimeType implements TransformType {

    private static final Parameter FORMAT = new Parameter("format", Shape.TEXT, List.of(), "iso",
            "How the system writes moments: `iso`, a number such as `epoch-millis` (`-seconds`, `-micros`, `-nanos`), the same of a"
                    + " clock in the `zone` such as `local-micros`, or a pattern of java.time, such as `dd.MM.yyyy HH:mm:ss`.");
    private static final Parameter ZONE = new Parameter("zone", Shape.TEXT, List.of(), null,
            "The time zone of times that the system writes without an offset.");
    private static final Parameter PRECISION = new Parameter("precision", Shape.TEXT, List.of("millis", "seconds"), "millis",
            "What counts, in canonical values too: state the same one, the coarsest, for all systems of a field.");

    private static final Instant PROBE = Instant.parse("2024-11-23T10:15:37.123Z");

    @Override
    public String name() {
        return "datetime";
    }

    @Override
    public String description() {
        return "A moment: date, time and offset or zone.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FORMAT, ZONE, PRECISION);
    }

    @Override
    public Kind kind() {
        return Kind.DATE_TIME;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        var given = new Settings(settings);
        ZoneId zone = given.zone(ZONE);
        Form form = switch (given.text(FORMAT)) {
            case "iso" -> new Iso(zone);
            case "epoch-seconds" -> new Epoch(0, null);
            case "epoch-millis" -> new Epoch(3, null);
            case "epoch-micros" -> new Epoch(6, null);
            case "epoch-nanos" -> new Epoch(9, null);
            case "local-seconds" -> new Epoch(0, local(given, zone));
            case "local-millis" -> new Epoch(3, local(given, zone));
            case "local-micros" -> new Epoch(6, local(given, zone));
            case "local-nanos" -> new Epoch(9, local(given, zone));
            default -> pattern(given.text(FORMAT), zone);
        };
        ChronoUnit precision = given.is(PRECISION, "seconds") ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
        Instant probe = PROBE.truncatedTo(precision);
        boolean holdsAll = form.read(form.write(probe)).equals(probe);
        return new Moment(form, precision, holdsAll ? null : "its format has no place for " + precision.name().toLowerCase(Locale.ROOT)
                + (precision == ChronoUnit.MILLIS ? "; `precision: seconds` for all systems of the field may do" : ""));
    }

    private static ZoneId local(Settings given, ZoneId zone) {
        if (zone == null) {
            throw Settings.unfit(FORMAT, given.text(FORMAT), "what a clock shows that stands in the `zone`, which is missing");
        }
        return zone;
    }

    private static Form pattern(String pattern, ZoneId zone) {
        try {
            DateTimeFormatter formatter = Times.pattern(pattern, true);
            var form = new Patterned(pattern, zone == null ? formatter : formatter.withZone(zone),
                    formatter.withZone(zone == null ? ZoneOffset.UTC : zone));
            Instant hour = PROBE.truncatedTo(ChronoUnit.HOURS);
            if (form.read(form.write(hour)).equals(hour)) {
                return form;
            }
        } catch (IllegalArgumentException | DateTimeException | UnmappableValueException partial) {
            // refused below
        }
        throw Settings.unfit(FORMAT, pattern, "iso, epoch-seconds, epoch-millis, epoch-micros, epoch-nanos, the same with local- or a pattern with date, time and offset, such as"
                + " yyyy-MM-dd HH:mm:ssXXX; one without an offset needs the `zone`");
    }

    /** How one system writes moments. */
    private sealed interface Form {

        Instant read(Object systemValue);

        Object write(Instant moment);
    }

    private record Iso(ZoneId zone) implements Form {

        @Override
        public Instant read(Object systemValue) {
            return Times.instant(Times.iso(Scalar.legible(systemValue)).orElseThrow(() -> new UnmappableValueException(
                    "This is no time such as 2024-01-31T10:00:00Z. State its `format`.")), zone);
        }

        @Override
        public Object write(Instant moment) {
            return moment.toString();
        }
    }

    /**
     * @param scale the decimal places of a second that are counted as units
     * @param zone where the clock stands whose time is counted as if it were UTC; {@code null} for UTC itself
     */
    private record Epoch(int scale, ZoneId zone) implements Form {

        @Override
        public Instant read(Object systemValue) {
            BigDecimal seconds = Scalar.number(Scalar.legible(systemValue)).scaleByPowerOfTen(-scale);
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            Instant shown = Instant.ofEpochSecond(whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(9).setScale(0, RoundingMode.FLOOR).longValueExact());
            return zone == null ? shown : LocalDateTime.ofInstant(shown, ZoneOffset.UTC).atZone(zone).toInstant();
        }

        @Override
        public Object write(Instant moment) {
            Instant shown = zone == null ? moment : LocalDateTime.ofInstant(moment, zone).toInstant(ZoneOffset.UTC);
            return BigDecimal.valueOf(shown.getEpochSecond()).add(BigDecimal.valueOf(shown.getNano(), 9)).scaleByPowerOfTen(scale)
                    .setScale(0, RoundingMode.FLOOR).longValueExact();
        }
    }

    /**
     * @param reading with the zone of times without an offset, if there is one
     * @param writing with a zone in any case
     */
    private record Patterned(String pattern, DateTimeFormatter reading, DateTimeFormatter writing) implements Form {

        @Override
        public Instant read(Object systemValue) {
            try {
                return reading.parse(Scalar.legible(systemValue), Instant::from);
            } catch (DateTimeException otherForm) {
                throw new UnmappableValueException("This is no time in the format " + pattern + ", such as " + write(PROBE) + ".");
            }
        }

        @Override
        public Object write(Instant moment) {
            return writing.format(moment);
        }
    }

    private record Moment(Form form, ChronoUnit precision, String loss) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            return Scalar.legible(systemValue).isEmpty() ? null : read(systemValue).toString();
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            try {
                Instant moment = Instant.parse(Scalar.text(canonicalValue)).truncatedTo(precision);
                Object written = form.write(moment);
                if (loss == null && !read(written).equals(moment)) {
                    throw new UnmappableValueException("The system's format cannot tell this moment from another one, as when"
                            + " clocks are set back. Use a format with an offset.");
                }
                return written;
            } catch (DateTimeException | ArithmeticException noMoment) {
                throw new UnmappableValueException("This is no moment such as 2024-01-31T10:00:00Z.");
            }
        }

        private Instant read(Object systemValue) {
            try {
                return form.read(systemValue).truncatedTo(precision);
            } catch (DateTimeException | ArithmeticException outOfRange) {
                throw new UnmappableValueException("This time is further away than dates can say.");
            }
        }
    }
}
