package io.syncbridge.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Turns a misspelled word and the allowed ones into a cure. */
public final class DidYouMean {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private DidYouMean() {
    }

    /** More words than these are no help where one of them is meant. */
    private static final int MANY = 15;

    /** Names the nearest allowed word, if one is near, and all of them unless they are many. */
    public static String cure(String word, Collection<String> allowed) {
        String choice = "Allowed: " + quoted(allowed) + ".";
        return nearest(word, allowed).map(near -> "Did you mean `" + near + "`?" + (allowed.size() > MANY ? "" : " " + choice)).orElse(choice);
    }

    static String quoted(Collection<String> words) {
        return words.isEmpty() ? "none" : words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }

    /** The allowed word that is nearest, if one is near. */
    static Optional<String> nearest(String word, Collection<String> allowed) {
        String given = word.toLowerCase(Locale.ROOT);
        return allowed.stream()
                .filter(candidate -> distance(given, candidate) <= furthest(given, candidate))
                .min(Comparator.comparingInt(candidate -> distance(given, candidate)));
    }

    /** Two swapped letters count as two; in short words they are a slip only where the word begins alike. */
    private static int furthest(String given, String candidate) {
        boolean beginsAlike = given.regionMatches(true, 0, candidate, 0, 1);
        boolean isPart = candidate.length() > 2 && given.startsWith(candidate.toLowerCase(Locale.ROOT));
        return Math.max(isPart ? given.length() / 2 : beginsAlike ? 2 : 1, given.length() / 3);
    }

    private static int distance(String given, String candidate) {
        return DISTANCE.apply(given, candidate.toLowerCase(Locale.ROOT));
    }
}
