package io.syncbridge.mapping.transform;

import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of money as people write them: {@code $1,200,000}. */
@ApplicationScoped
public class CurrencyType implements TransformType {

    @Override
    public String name() {
        return "currency";
    }

    @Override
    public String description() {
        return "An amount of money written as text, such as $1,200,000; plain numbers are understood too.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("locale", TEXT, List.of(), "en-US", "How amounts are written."),
                new Parameter("currency", TEXT, List.of(), "USD", "The currency's ISO 4217 code."),
                new Parameter("decimals", TEXT, List.of("auto", "0", "1", "2", "3", "4"), "auto",
                        "How many decimals are written; auto: none for a whole amount, otherwise the currency's."));
    }

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public Transform create(Map<String, Object> values) {
        var settings = new Settings(values);
        return new Money(settings.locale("locale"), currency(settings.text("currency")), settings.text("decimals"));
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("currency: '" + code + "' is not an ISO 4217 code such as USD or EUR.");
        }
    }

    private record Money(Locale locale, Currency currency, String decimals) implements Transform {

        private static final Pattern NEGATIVE = Pattern.compile("\\((.*)\\)|[-\\u2212](.*)|(.*)[-\\u2212]");

        @Override
        public Object toCanonical(Object systemValue) {
            if (systemValue instanceof Number number) {
                return Numbers.of(number);
            }
            String amount = withoutSign(systemValue.toString());
            if (amount.isEmpty()) {
                return null;
            }
            Matcher negative = NEGATIVE.matcher(amount);
            boolean below = negative.matches();
            String digits = below ? withoutSign(firstOf(negative)) : amount;
            BigDecimal number = digits.isEmpty() ? null : Numbers.parse(digits, locale);
            if (number == null || below && number.signum() < 0) {
                throw new UnmappableValueException("it is not an amount as written in " + locale.toLanguageTag() + " in "
                        + currency + ".");
            }
            return below ? number.negate() : number;
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            BigDecimal number = (BigDecimal) canonicalValue;
            DecimalFormat format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
            format.setCurrency(currency);
            int shown = shown(number);
            format.setMinimumFractionDigits(shown);
            format.setMaximumFractionDigits(shown);
            return format.format(decimals.equals("auto") ? number : Numbers.scaled(number, shown, null));
        }

        /** Digits beyond the currency's own are shown rather than lost. */
        private int shown(BigDecimal number) {
            if (!decimals.equals("auto")) {
                return Integer.parseInt(decimals);
            }
            return number.scale() == 0 ? 0 : Math.max(number.scale(), Math.max(currency.getDefaultFractionDigits(), 0));
        }

        private String withoutSign(String text) {
            return text.replace(currency.getCurrencyCode(), "").replace(currency.getSymbol(locale), "")
                    .replace(currency.getSymbol(Locale.US), "").replaceAll("^[\\s\\u00a0\\u202f]+|[\\s\\u00a0\\u202f]+$", "");
        }

        private static String firstOf(Matcher matcher) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    return matcher.group(group);
                }
            }
            return "";
        }
    }
}
