package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects the mistakes of one file. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void report(String code, Place place, String message, String cure) {
        found.add(new Problem(code, place.toString(), message, cure));
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
