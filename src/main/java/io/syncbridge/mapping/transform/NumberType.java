package io.syncbridge.mapping.transform;

import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.INTEGER;
import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers, exact to the last digit. */
@ApplicationScoped
public class NumberType implements TransformType {

    @Override
    public String name() {
        return "number";
    }

    @Override
    public String description() {
        return "A number, exact to the last digit; the system may hold it as a number or as text.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("locale", TEXT, List.of(), "en-US", "How a number that is text is written."),
                new Parameter("decimals", INTEGER, List.of(), null, "How many decimals the system takes."),
                new Parameter("rounding", TEXT, List.of("fail", "half-up", "half-even"), "fail",
                        "What becomes of a number with more decimals."),
                new Parameter("as", TEXT, List.of("number", "text"), "number", "What the system holds."));
    }

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public Transform create(Map<String, Object> values) {
        var settings = new Settings(values);
        return new Amount(settings.locale("locale"), settings.integer("decimals"),
                Numbers.rounding(settings.text("rounding")), "text".equals(settings.text("as")));
    }

    private record Amount(Locale locale, Integer decimals, RoundingMode rounding, boolean asText) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            if (systemValue instanceof Number number) {
                return Numbers.of(number);
            }
            String text = systemValue.toString().strip();
            if (text.isEmpty()) {
                return null;
            }
            BigDecimal number = Numbers.parse(text, locale);
            if (number == null) {
                throw new UnmappableValueException("it is not a number as written in " + locale.toLanguageTag() + ".");
            }
            return number;
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            BigDecimal number = (BigDecimal) canonicalValue;
            BigDecimal scaled = decimals == null ? number : Numbers.scaled(number, decimals, rounding);
            return asText ? scaled.toPlainString() : scaled;
        }

        @Override
        public String loss() {
            return decimals != null && rounding != null ? "numbers are rounded to " + decimals + " decimals" : null;
        }
    }
}
