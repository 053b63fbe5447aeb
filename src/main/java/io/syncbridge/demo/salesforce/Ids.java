package io.syncbridge.demo.salesforce;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Record ids: 15 characters whose case matters, or 18, whose last three say which of the others are capitals, so that they
 * survive systems that lose case.
 */
final class Ids {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{15}([A-Z0-5]{3})?");

    static final String ORGANIZATION = full("00D5g0000000001");
    static final String USER = full("0055g0000000001");
    static final String PERSON = full("0055g0000000002");

    private Ids() {
    }

    /** Returns the 18 characters for 15. */
    static String full(String id15) {
        var full = new StringBuilder(id15);
        for (int part = 0; part < 15; part += 5) {
            int capitals = 0;
            for (int i = 0; i < 5; i++) {
                char letter = id15.charAt(part + i);
                capitals |= letter >= 'A' && letter <= 'Z' ? 1 << i : 0;
            }
            full.append(CHECKS.charAt(capitals));
        }
        return full.toString();
    }

    /** Returns the 18 characters of an id that is written as one; empty for anything else. */
    static Optional<String> valid(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        String full = full(text.substring(0, 15));
        return text.length() == 15 || text.equals(full) ? Optional.of(full) : Optional.empty();
    }

    /** Returns the id with a running number; equal numbers make equal ids. */
    static String numbered(String prefix, long number) {
        var digits = new StringBuilder();
        for (long rest = number; digits.length() < 12 - "5g0".length(); rest /= DIGITS.length()) {
            digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return full(prefix + "5g0" + digits);
    }
}
