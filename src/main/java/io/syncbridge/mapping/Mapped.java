package io.syncbridge.mapping;

import io.syncbridge.model.Problem;
import java.util.List;

/**
 * What a mapping made of a record.
 *
 * @param value the mapped record; without the fields that have a problem
 * @param problems one for each field that could not be mapped: the field, its value and what would be right
 */
public record Mapped<T>(T value, List<Problem> problems) {

    public Mapped {
        problems = List.copyOf(problems);
    }

    public boolean ok() {
        return problems.isEmpty();
    }
}
