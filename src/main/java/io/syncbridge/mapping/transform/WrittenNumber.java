package io.syncbridge.mapping.transform;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers as people write them in one locale: grouped, with a sign before or behind or in parentheses, and with a
 * currency's signs where there are any. Grouping must be in its right places, so that {@code 1,20} is not read as 120.
 */
final class WrittenNumber {

    private static final int LONGEST = 200;

    private final Pattern form;
    private final char decimal;

    /**
     * @param grouping the locale's grouping character; a space is always understood as well
     * @param signs the currency signs that may stand on either side
     */
    WrittenNumber(char decimal, char grouping, Collection<String> signs) {
        this.decimal = decimal;
        String sign = signs.isEmpty() ? "(?!)" : signs.stream().sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        String point = Pattern.quote(String.valueOf(decimal));
        String groups = "[ " + Pattern.quote(grouping == '\'' || grouping == '\u2019' ? "'\u2019" : String.valueOf(grouping)) + "]";
        String whole = "\\d{1,3}(?=(?<group>" + groups + "))(?:\\k<group>\\d{2,3})*\\k<group>\\d{3}|\\d+";
        this.form = Pattern.compile("(?<open>\\()? ?(?<minus>[-+])? ?(?<before>" + sign + ")? ?(?<inner>[-+])? ?"
                + "(?<number>(?:" + whole + ")(?:" + point + "\\d*)?|" + point + "\\d+)"
                + " ?(?<trailing>[-+])? ?(?<behind>" + sign + ")? ?(?<last>[-+])? ?(?<close>\\))?", Pattern.CASE_INSENSITIVE);
    }

    /** Returns the number; nothing where the {@linkplain Scalar#legible legible} text is none. */
    Optional<BigDecimal> read(String text) {
        Matcher found = form.matcher(text);
        if (text.length() > LONGEST || !found.matches()) {
            return Optional.empty();
        }
        boolean parentheses = found.group("open") != null;
        String signs = given(found, "minus") + given(found, "inner") + given(found, "trailing") + given(found, "last");
        if (parentheses != (found.group("close") != null) || signs.length() > (parentheses ? 0 : 1)
                || found.group("before") != null && found.group("behind") != null) {
            return Optional.empty();
        }
        BigDecimal number = Scalar.canonical(new BigDecimal(digits(found.group("number"))));
        return Optional.of(parentheses || signs.equals("-") ? number.negate() : number);
    }

    /** Returns the text; refuses what {@link #read} would not read. */
    static String written(String text) {
        if (text.length() > LONGEST) {
            throw new UnmappableValueException("This number is longer than the " + LONGEST + " characters that a written number may have.");
        }
        return text;
    }

    private String digits(String number) {
        var digits = new StringBuilder();
        for (char character : number.toCharArray()) {
            if (character == decimal) {
                digits.append('.');
            } else if (Character.isDigit(character)) {
                digits.append(character);
            }
        }
        return digits.toString();
    }

    private static String given(Matcher found, String group) {
        return found.group(group) == null ? "" : found.group(group);
    }
}
