package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Base64;
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

    private static final Parameter SCALE = new Parameter("scale", Shape.INTEGER, List.of(), null,
            "For numbers in the form of Kafka Connect and Debezium, base64 of their digits: how many of these are decimals, as the column's"
                    + " type says. A value `{scale, value}` says it itself.");

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
        return List.of(LOCALE, DECIMALS, ROUNDING, AS, SCALE);
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
        Integer scale = given.integer(SCALE, 0, 100);
        if (scale != null) {
            return new Unscaled(scale);
        }
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

    /** A number as the bytes of a whole number and how many of its digits are decimals. Plain numbers are read as well. */
    private record Unscaled(int scale) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            if (systemValue instanceof Map<?, ?> own && own.get("value") instanceof String digits && own.get("scale") instanceof Number decimals) {
                return read(digits, decimals.intValue());
            }
            return systemValue instanceof Number number ? Scalar.number(number) : read(Scalar.text(systemValue), scale);
        }

        private static BigDecimal read(String digits, int decimals) {
            try {
                byte[] bytes = Base64.getDecoder().decode(digits);
                return bytes.length == 0 ? null : Scalar.canonical(new BigDecimal(new BigInteger(bytes), decimals));
            } catch (IllegalArgumentException noBase64) {
                throw new UnmappableValueException("This is no base64 of a number's digits. Leave `scale` out for plain numbers.");
            }
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            try {
                return Base64.getEncoder().encodeToString(Scalar.number(canonicalValue).setScale(scale).unscaledValue().toByteArray());
            } catch (ArithmeticException tooFine) {
                throw new UnmappableValueException("This number has more than " + scale + " decimals.");
            }
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
