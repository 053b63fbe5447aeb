package io.syncbridge.connector.salesforce;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for a value in the spellings that may mean the same, so that the bridge can judge by its own rules: other blanks, accents
 * that are composed or not, and other separators in phone numbers. Case does not matter to Salesforce.
 */
final class Spelling {

    private static final Set<String> TEXTS = Set.of("string", "picklist", "email", "url", "combobox");
    private static final int LEAST_LETTERS = 2;
    private static final int LEAST_DIGITS = 5;
    private static final int LAST_DIGITS = 7;

    private Spelling() {
    }

    /** Returns a condition that holds for every record whose field may mean the value. */
    static String condition(String field, Object value, String type) {
        String equal = field + " = " + Soql.literal(value, type);
        if (!(value instanceof String text)) {
            return equal;
        }
        if (type.equals("phone") && digits(text).length() >= LEAST_DIGITS) {
            return "(" + equal + " OR " + field + " LIKE '" + phone(digits(text)) + "')";
        }
        if (!TEXTS.contains(type) || isPlain(text)) {
            return equal;
        }
        String pattern = pattern(text);
        return pattern.replaceAll("[%_]", "").length() >= LEAST_LETTERS ? "(" + equal + " OR " + field + " LIKE '" + pattern + "')"
                : field + " IN (" + forms(text).stream().map(Soql::text).collect(Collectors.joining(",")) + ")";
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
    }

    /** Any blanks become any text, and a letter that has an accent any letters. */
    private static String pattern(String text) {
        var pattern = new StringBuilder();
        Normalizer.normalize(text, Form.NFC).strip().codePoints().forEach(letter -> {
            String one = Character.toString(letter);
            if (Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
                pattern.append('%');
            } else if (Normalizer.normalize(one, Form.NFD).length() > one.length() || Character.getType(letter) == Character.NON_SPACING_MARK) {
                pattern.append("_%");
            } else {
                String quoted = Soql.text(one);
                pattern.append("%_".contains(one) ? "\\" + one : quoted.substring(1, quoted.length() - 1));
            }
        });
        return pattern.toString().replaceAll("(?<!\\\\)%{2,}", "%");
    }

    private static Set<String> forms(String text) {
        String tidy = text.strip().replaceAll("[\\s\u00a0]+", " ");
        return Stream.of(text, tidy, Normalizer.normalize(tidy, Form.NFC), Normalizer.normalize(tidy, Form.NFD))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }

    /** The country's and the area's digits are written in several ways, and the last ones in one. */
    private static String phone(String digits) {
        return digits.substring(Math.max(0, digits.length() - LAST_DIGITS)).replaceAll("(.)", "%$1") + "%";
    }
}
