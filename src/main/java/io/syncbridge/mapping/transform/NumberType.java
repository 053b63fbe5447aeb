package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Numbers, exact to the last digit. */
@ApplicationScoped
public class NumberType implements TransformType {

    private static final Parameter LOCALE = new Parameter("locale", Shape.TEXT, List.of(), null,
            "The language and country whose way of writing numbers the system's texts follow, such as `de-DE`; plain digits"
                    + " where it is not given.");
    private static final Parameter DECIMALS = new Parameter("decimals", Shape.INTEGER, List.of(), null,
            "How many decimals are written; as many as there are where it is not given.");
    private static final Parameter ROUNDING = new Parameter("rounding", Shape.TEXT, List.of("fail", "half-up", "half-even"),
            "fail", "What becomes of more decimals than `decimals`: refused, or rounded, which has no way back.");
    private static final Parameter AS = new Parameter("as", Shape.TEXT, List.of("number", "text"), null,
            "Whether a JSON number or text is written; text where `locale` is given, and otherwise a number.");

    @Override
    public String name() {
        return "number";
    }

    @Override
    public String description() {
        return "A number; read from JSON numbers and from text.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(LOCALE, DECIMALS, ROUNDING, AS);
    }

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        var given = new Settings(settings);
        RoundingMode rounding = switch (given.text(ROUNDING)) {
            case "half-up" -> RoundingMode.HALF_UP;
            case "half-even" -> RoundingMode.HALF_EVEN;
            default -> RoundingMode.UNNECESSARY;
        };
        Written written = locale(given.locale(LOCALE));
        boolean asText = given.text(AS) == null ? written != null : given.is(AS, "text");
        return new Decimal(written, given.integer(DECIMALS, 0, 100), rounding, asText);
    }

    private static Written locale(Locale locale) {
        if (locale == null) {
            return null;
        }
        var format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
        var symbols = format.getDecimalFormatSymbols();
        return new Written(locale, new WrittenNumber(symbols.getDecimalSeparator(), symbols.getGroupingSeparator(), Set.of()),
                format);
    }

    private record Written(Locale locale, WrittenNumber reading, DecimalFormat format) {

        BigDecimal read(String text) {
            return reading.read(text).orElseThrow(() -> new UnmappableValueException("This is no number as " + locale.toLanguageTag()
                    + " writes it, such as " + write(new BigDecimal("1234.5")) + "."));
        }

        String write(BigDecimal number) {
            // a format holds the state of one use
            var own = (DecimalFormat) format.clone();
            own.setMinimumFractionDigits(number.scale());
            own.setMaximumFractionDigits(number.scale());
            return WrittenNumber.written(own.format(number));
        }
    }

    private record Decimal(Written written, Integer decimals, RoundingMode rounding, boolean asText) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            if (systemValue instanceof Number number) {
                return Scalar.number(number);
            }
            String text = Scalar.legible(systemValue);
            if (text.isEmpty()) {
                return null;
            }
            return written == null ? Scalar.number(text) : written.read(text);
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            BigDecimal number = scaled(Scalar.number(canonicalValue));
            if (!asText) {
                return number;
            }
            return written == null ? number.toPlainString() : written.write(number);
        }

        @Override
        public String loss() {
            return decimals != null && rounding != RoundingMode.UNNECESSARY
                    ? "numbers are rounded to " + decimals + " decimals" : null;
        }

        private BigDecimal scaled(BigDecimal number) {
            try {
                return decimals == null ? number : number.setScale(decimals, rounding);
            } catch (ArithmeticException tooFine) {
                throw new UnmappableValueException("This number has more than " + decimals
                        + " decimals. State `rounding` if it may be rounded.");
            }
        }
    }
}
