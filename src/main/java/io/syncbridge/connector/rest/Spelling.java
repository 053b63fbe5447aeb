package io.syncbridge.connector.rest;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Looks for texts in other spellings too, so that the bridge can judge by its own rules what an interface finds. */
final class Spelling {

    private static final int LEAST_DIGITS = 5;
    private static final int LAST_DIGITS = 7;

    private Spelling() {
    }

    /** Returns the values as they are, in lower case, and with accents composed and not; each once. */
    static Set<Map<String, String>> forms(Map<String, String> values) {
        var forms = new LinkedHashSet<Map<String, String>>();
        List<UnaryOperator<String>> spellings = List.of(text -> text, text -> text.toLowerCase(Locale.ROOT),
                text -> Normalizer.normalize(text, Form.NFC), text -> Normalizer.normalize(text, Form.NFD));
        for (UnaryOperator<String> spelling : spellings) {
            var form = new LinkedHashMap<>(values);
            form.replaceAll((field, text) -> spelling.apply(text));
            forms.add(form);
        }
        return forms;
    }

    /** Says whether the texts may mean the same: they have the same letters and digits in any case, or end in the same digits as phone numbers do. */
    static boolean mayMean(String text, String found) {
        String one = essence(text);
        String other = essence(found);
        return text.equals(found) || !one.isEmpty() && one.equals(other)
                || Stream.of(one, other).allMatch(digits -> digits.matches("\\d{" + LEAST_DIGITS + ",}")) && last(one).equals(last(other));
    }

    private static String essence(String text) {
        return Normalizer.normalize(text, Form.NFKC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
    }

    private static String last(String digits) {
        return digits.substring(Math.max(0, digits.length() - LAST_DIGITS));
    }
}
