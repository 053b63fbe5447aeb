package io.syncbridge.mapping.transform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;

/** Canonical numbers and how people write them. */
final class Numbers {

    private static final int LONGEST = 60;

    private Numbers() {
    }

    /** Returns the number in its one canonical form: no trailing zeros, no exponent. */
    static BigDecimal canonical(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** @throws UnmappableValueException if it is no number of a sensible length */
    static BigDecimal of(Number number) {
        try {
            BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
            if (Math.abs((long) exact.scale()) + exact.precision() <= LONGEST) {
                return canonical(exact);
            }
        } catch (NumberFormatException e) {
            // falls through: infinities and "not a number"
        }
        throw new UnmappableValueException("it is not a number of at most " + LONGEST + " digits.");
    }

    /**
     * Reads a number written in a locale's way, or in the plain way that programs use.
     *
     * @return {@code null} if it is neither
     */
    static BigDecimal parse(String text, Locale locale) {
        if (text.length() > LONGEST) {
            return null;
        }
        DecimalFormat format = (DecimalFormat) NumberFormat.getInstance(locale);
        format.setParseBigDecimal(true);
        String spaced = withGroupingOf(format.getDecimalFormatSymbols(), text);
        var position = new ParsePosition(0);
        Number parsed = format.parse(spaced, position);
        if (parsed instanceof BigDecimal number && position.getIndex() == spaced.length()
                && hasWholeGroups(spaced, format.getDecimalFormatSymbols())) {
            return canonical(number);
        }
        return plain(text);
    }

    private static BigDecimal plain(String text) {
        try {
            return of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** People type an ordinary blank or apostrophe where a locale groups by a special one. */
    private static String withGroupingOf(DecimalFormatSymbols symbols, String text) {
        char grouping = symbols.getGroupingSeparator();
        String unified = text.replaceAll("[\\u0020\\u00a0\\u202f\\u2009]", Character.isSpaceChar(grouping) ? Character.toString(grouping) : "");
        return grouping == '\u2019' ? unified.replace('\'', grouping) : unified;
    }

    /** {@code 1,5} in a locale that groups by commas is a slip, not fifteen. */
    private static boolean hasWholeGroups(String text, DecimalFormatSymbols symbols) {
        int decimal = text.indexOf(symbols.getDecimalSeparator());
        String whole = decimal < 0 ? text : text.substring(0, decimal);
        int last = whole.lastIndexOf(symbols.getGroupingSeparator());
        return last < 0 || whole.length() - last - 1 == 3;
    }

    /** Sets the number of decimals. @throws UnmappableValueException if digits would be lost and {@code rounding} is null */
    static BigDecimal scaled(BigDecimal number, int decimals, RoundingMode rounding) {
        try {
            return number.setScale(decimals, rounding == null ? RoundingMode.UNNECESSARY : rounding);
        } catch (ArithmeticException e) {
            throw new UnmappableValueException("it has more than " + decimals + " decimals; set 'rounding' or 'decimals'.");
        }
    }

    static RoundingMode rounding(String name) {
        return switch (name) {
            case "half-up" -> RoundingMode.HALF_UP;
            case "half-even" -> RoundingMode.HALF_EVEN;
            default -> null;
        };
    }
}
