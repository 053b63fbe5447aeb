package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.UnmappableValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a text is made of parts and taken apart again. Blank parts leave no separator behind.
 *
 * @param separator what stands between the parts; not empty
 * @param split at which separators a text with many is taken apart
 */
public record JoinSplit(String separator, Split split) {

    public enum Split {
        /** At the first separators: every part is one word, the last part gets the rest. */
        FIRST,
        /** At the last separators: every part is one word, the first part gets the rest. */
        LAST
    }

    public JoinSplit {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("the separator of joined parts cannot be empty");
        }
        Objects.requireNonNull(split, "split");
    }

    /** Returns the parts that are not blank, joined; {@code null} where all are blank. */
    String join(List<String> parts) {
        String joined = parts.stream().filter(part -> part != null && !part.isEmpty()).collect(Collectors.joining(separator));
        return joined.isEmpty() ? null : joined;
    }

    /**
     * Takes a text apart; parts for which nothing is left are {@code null}.
     *
     * @throws UnmappableValueException where joining the parts would not give the text again
     */
    List<String> split(String text, int count) {
        List<String> parts = split == Split.FIRST ? fromTheLeft(text, count) : fromTheRight(text, count);
        if (!text.equals(join(parts))) {
            throw new UnmappableValueException("It cannot be split at \"" + separator
                    + "\": a separator stands at one of its ends.");
        }
        return parts;
    }

    private List<String> fromTheLeft(String text, int count) {
        var parts = new ArrayList<String>();
        String rest = text;
        for (int at = rest.indexOf(separator); at >= 0 && parts.size() < count - 1; at = rest.indexOf(separator)) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + separator.length());
        }
        parts.add(rest);
        parts.addAll(Collections.nCopies(count - parts.size(), null));
        return parts;
    }

    private List<String> fromTheRight(String text, int count) {
        var parts = new ArrayList<String>();
        String rest = text;
        for (int at = rest.lastIndexOf(separator); at >= 0 && parts.size() < count - 1; at = rest.lastIndexOf(separator)) {
            parts.add(0, rest.substring(at + separator.length()));
            rest = rest.substring(0, at);
        }
        parts.add(0, rest);
        parts.addAll(0, Collections.nCopies(count - parts.size(), null));
        return parts;
    }
}
