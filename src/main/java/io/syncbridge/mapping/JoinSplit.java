package io.syncbridge.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How several fields of a system make up one canonical text, and back.
 *
 * @param separator what stands between the parts; not empty
 * @param split where the text is cut: {@code FIRST} fills the parts from the left and leaves the rest to the last one,
 *     {@code LAST} fills them from the right and leaves the rest to the first one
 */
public record JoinSplit(String separator, Split split) {

    public enum Split {
        FIRST, LAST
    }

    /** Joins the parts that are not blank; {@code null} if all are. */
    String join(List<Object> parts) {
        String joined = parts.stream().filter(Objects::nonNull).map(Object::toString).map(String::trim)
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(separator));
        return joined.isEmpty() ? null : joined;
    }

    /** Splits a text into {@code count} parts; parts that get nothing are {@code null}. */
    List<Object> split(String text, int count) {
        var parts = new ArrayList<Object>(Collections.nCopies(count, null));
        String rest = text;
        for (int taken = 0; taken < count - 1; taken++) {
            int cut = split == Split.FIRST ? rest.indexOf(separator) : rest.lastIndexOf(separator);
            if (cut < 0) {
                break;
            }
            String left = rest.substring(0, cut);
            String right = rest.substring(cut + separator.length());
            parts.set(split == Split.FIRST ? taken : count - 1 - taken, blank(split == Split.FIRST ? left : right));
            rest = split == Split.FIRST ? right : left;
        }
        parts.set(split == Split.FIRST ? count - 1 : 0, blank(rest));
        return parts;
    }

    private static String blank(String part) {
        return part.isBlank() ? null : part.trim();
    }
}
