package io.syncbridge.definition;

import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the mistakes of one file. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void report(String code, Place place, String message, String cure) {
        add(code, place.toString(), message, cure);
    }

    void add(String code, String place, String message, String cure) {
        found.add(new Problem(code, place, message, cure));
    }

    /** Returns the path that the text is; empty if it is none, which is reported. */
    Optional<FieldPath> path(String text, Place place) {
        try {
            return Optional.of(FieldPath.of(text));
        } catch (IllegalArgumentException bad) {
            report("bad-path", place, "`" + text + "` is no path: " + bad.getMessage(),
                    "Write a field's name, or names joined by dots for a nested field.");
            return Optional.empty();
        }
    }

    void addAll(List<Problem> others) {
        found.addAll(others);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    List<Problem> found() {
        return List.copyOf(found);
    }
}
