package io.syncbridge.reconcile;

import java.text.Normalizer;
import java.util.Locale;

/** Tells what a system makes of a text (capitals, other spaces, no accents) from another text. */
final class Spelling {

    private Spelling() {
    }

    /** Says whether both are texts that differ in case, space and accents at most. */
    static boolean isSame(Object one, Object other) {
        return one instanceof String && other instanceof String && folded((String) one).equals(folded((String) other));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").strip().replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
