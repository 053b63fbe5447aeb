package io.syncbridge.mapping.transform;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/** Single JSON values as text and as numbers. */
public final class Scalar {

    /** More digits than any system keeps, and few enough that a number like 1E999999999 is never spelled out. */
    private static final int MOST_DIGITS = 1000;

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern FOREIGN_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    private Scalar() {
    }

    /**
     * Returns text, a number's plain digits, or {@code true} or {@code false}.
     *
     * @throws UnmappableValueException for objects and lists, and for text with half a character in it, which systems store as
     *     something else
     */
    public static String text(Object value) {
        if (value instanceof String text) {
            if (!isWhole(text)) {
                throw new UnmappableValueException("This text holds half of a character, which other systems cannot store.");
            }
            return text;
        }
        if (value instanceof Number number) {
            return number(number).toPlainString();
        }
        if (value instanceof Boolean flag) {
            return flag.toString();
        }
        throw new UnmappableValueException("This is " + (value instanceof List ? "a list" : "an object")
                + ", where a single value is needed. Map one of the values in it by its path.");
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text as people write it: composed characters, without space around it. */
    static String tidy(String text) {
        return trim(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /**
     * Returns what the value says to a reader of digits and words: ASCII for digits of any script, minus signs and
     * spaces of any width, no invisible marks, no space around it.
     */
    static String legible(Object value) {
        String text = Normalizer.normalize(text(value), Normalizer.Form.NFKC).replace('\u2212', '-');
        String visible = INVISIBLE.matcher(text).replaceAll("");
        return trim(FOREIGN_DIGIT.matcher(visible)
                .replaceAll(digit -> String.valueOf(Character.digit(digit.group().codePointAt(0), 10))));
    }

    /** Returns the text without space of any kind around it. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /** Returns a number, or text that spells one in plain digits, in canonical form. */
    static BigDecimal number(Object value) {
        return value instanceof BigDecimal decimal ? canonical(decimal) : number(String.valueOf(value));
    }

    /**
     * Returns the number that the text spells in digits, in canonical form.
     *
     * @throws UnmappableValueException where it is no number
     */
    static BigDecimal number(String text) {
        try {
            if (text.length() <= MOST_DIGITS) {
                return canonical(new BigDecimal(text));
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw new UnmappableValueException("This is no number. Write plain digits such as 1200.50, or state the `locale` it"
                + " is written in.");
    }

    /** Canonical numbers have no trailing zeros and no exponent, so that equal numbers are equal objects. */
    static BigDecimal canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        if ((long) stripped.precision() - stripped.scale() > MOST_DIGITS || stripped.scale() > MOST_DIGITS) {
            throw new UnmappableValueException("This number has more than " + MOST_DIGITS + " digits.");
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Returns a value from a definition file in canonical form. */
    static Object canonical(Object value) {
        if (value instanceof Number number) {
            return number(number);
        }
        return value instanceof String text ? Normalizer.normalize(text, Normalizer.Form.NFC) : value;
    }
}
