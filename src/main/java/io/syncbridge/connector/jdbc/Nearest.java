package io.syncbridge.connector.jdbc;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a misspelled name was meant to be. */
final class Nearest {

    private Nearest() {
    }

    /** Says which of the known names is nearest, and all of them. */
    static String cure(String name, Collection<String> known) {
        String all = known.isEmpty() ? "There are none." : "There are: " + String.join(", ", known) + ".";
        int furthest = Math.max(2, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= furthest)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map(near -> "Did you mean `" + near + "`? " + all)
                .orElse(all);
    }

    private static int distance(String one, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
