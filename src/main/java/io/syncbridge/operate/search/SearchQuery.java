package io.syncbridge.operate.search;

import io.syncbridge.model.Sha256;
import io.syncbridge.reconcile.Base;
import io.syncbridge.store.SearchTexts.Text;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody looks for: things that hold all of the words somewhere in their values, whatever the case and the accents, or the
 * whole as the value of a private field.
 *
 * @param words in the form in which texts are searched
 * @param secret the hash of the whole
 */
record SearchQuery(List<String> words, String secret) {

    /** Trigrams find nothing shorter. */
    static final int SHORTEST = 3;

    private static final int ASCII_END = 128;
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_TEXT = 8_000;
    private static final Pattern PHONE = Pattern.compile("[+()\\d\\s./-]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");

    /** Returns the query; nothing where no word is long enough. */
    static Optional<SearchQuery> of(String typed) {
        String plain = plain(typed);
        List<String> words = PHONE.matcher(plain).matches() && digits(plain).length() > SHORTEST ? List.of(digits(plain))
                : Arrays.stream(plain.split(" ")).filter(word -> !word.isEmpty()).distinct().toList();
        return words.stream().anyMatch(word -> word.length() >= SHORTEST) ? Optional.of(new SearchQuery(words, Sha256.hex(plain))) : Optional.empty();
    }

    /** Returns the values of a thing as they are searched. */
    static Text text(String sync, String syncId, Base base, Set<String> privateFields) {
        var open = new ArrayList<String>();
        var secret = new ArrayList<String>();
        base.fields().forEach((field, value) -> values(value.value()).forEach(one -> {
            String plain = plain(one);
            if (privateFields.contains(field)) {
                secret.add(Sha256.hex(plain));
            } else if (!plain.isEmpty()) {
                open.add(cut(plain, LONGEST_VALUE));
                String digits = PHONE.matcher(plain).matches() ? digits(plain) : plain;
                if (!digits.equals(plain) && digits.length() > SHORTEST) {
                    open.add(digits);
                }
            }
        }));
        return new Text(sync, syncId, cut(String.join("\n", open), LONGEST_TEXT), String.join("\n", secret));
    }

    /** Says whether the thing is one of those that are looked for. */
    boolean finds(Text text) {
        return words.stream().allMatch(text.text()::contains) || text.secrets().lines().anyMatch(secret::equals);
    }

    private static List<String> values(Object value) {
        if (value instanceof Collection<?> many) {
            return many.stream().flatMap(one -> values(one).stream()).toList();
        }
        return value instanceof Map<?, ?> parts ? parts.values().stream().flatMap(part -> values(part).stream()).toList()
                : value == null ? List.of() : List.of(value.toString());
    }

    private static String plain(String text) {
        String unmarked = text.chars().allMatch(character -> character < ASCII_END) ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return SPACES.matcher(unmarked.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    private static String digits(String text) {
        return NO_DIGITS.matcher(text).replaceAll("");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
