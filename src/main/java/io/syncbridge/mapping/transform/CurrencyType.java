package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Amounts of money as text, such as {@code $1,200,000}; the canonical value is the plain number. */
@ApplicationScoped
public class CurrencyType implements TransformType {

    private static final Parameter LOCALE = new Parameter("locale", Shape.TEXT, List.of(), "en-US",
            "The language and country whose way of writing amounts the system follows.");
    private static final Parameter CURRENCY = new Parameter("currency", Shape.TEXT, List.of(), "USD",
            "The currency's ISO 4217 code; amounts that carry another currency's sign are refused.");
    private static final Parameter DECIMALS = new Parameter("decimals", Shape.TEXT, List.of(), "auto",
            "How many decimals are written: a number, or `auto` for none where the amount is whole and else the currency's.");

    private static final Parameter WRITTEN = new Parameter("written", Shape.TEXT, List.of("text", "number"), "text",
            "How amounts are written: as text with the sign, or as plain numbers where the system takes only those.");

    @Override
    public String name() {
        return "currency";
    }

    @Override
    public String description() {
        return "An amount of money as text with the currency's sign, such as `$1,200,000`; plain numbers are read as well.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(LOCALE, CURRENCY, DECIMALS, WRITTEN);
    }

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        var given = new Settings(settings);
        Locale locale = given.locale(LOCALE);
        Currency currency = currency(given.text(CURRENCY));
        Integer decimals = given.is(DECIMALS, "auto") ? null : given.integer(DECIMALS, 0, 100);
        var format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        var symbols = format.getDecimalFormatSymbols();
        return new Money(new WrittenNumber(symbols.getMonetaryDecimalSeparator(), symbols.getMonetaryGroupingSeparator(),
                signs(currency, locale)), format, decimals,
                given.is(WRITTEN, "number"));
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Settings.unfit(CURRENCY, code, "an ISO 4217 code, such as USD or EUR");
        }
    }

    /** The code, the sign as the locale and the world write it, and the bare sign ({@code $} for {@code CA$}). */
    private static Set<String> signs(Currency currency, Locale locale) {
        var signs = new LinkedHashSet<String>();
        for (String sign : List.of(currency.getCurrencyCode(), currency.getSymbol(locale), currency.getSymbol(Locale.ROOT),
                currency.getSymbol(Locale.ENGLISH))) {
            String legible = Scalar.legible(sign);
            signs.add(legible);
            legible.codePoints().filter(letter -> Character.getType(letter) == Character.CURRENCY_SYMBOL)
                    .forEach(letter -> signs.add(Character.toString(letter)));
        }
        return signs;
    }

    private record Money(WrittenNumber reading, DecimalFormat format, Integer decimals, boolean plain) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            if (systemValue instanceof Number number) {
                return Scalar.number(number);
            }
            String text = Scalar.legible(systemValue);
            return text.isEmpty() ? null : reading.read(text).orElseThrow(() -> new UnmappableValueException(
                    "This is no amount as it is written here, such as " + write(new BigDecimal("1234.5"), 2) + "."));
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            BigDecimal amount = Scalar.number(canonicalValue);
            if (decimals != null && amount.scale() > decimals) {
                throw new UnmappableValueException("This amount has more than " + decimals + " decimals.");
            }
            return plain ? amount : write(amount, decimals != null ? decimals : usual(amount));
        }

        private int usual(BigDecimal amount) {
            return amount.scale() == 0 ? 0 : Math.max(amount.scale(), format.getCurrency().getDefaultFractionDigits());
        }

        private String write(BigDecimal amount, int fraction) {
            // a format holds the state of one use
            var own = (DecimalFormat) format.clone();
            own.setMinimumFractionDigits(fraction);
            own.setMaximumFractionDigits(fraction);
            return WrittenNumber.written(own.format(amount));
        }
    }
}
