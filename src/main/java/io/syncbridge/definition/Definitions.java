package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.List;

/**
 * What was read from a folder of definition files.
 *
 * @param syncs the definitions without a mistake, in the order of their files' names
 * @param problems every mistake of every file; a file with a mistake gives no sync and does not hinder the others
 */
public record Definitions(List<SyncDefinition> syncs, List<Problem> problems) {

    public Definitions {
        syncs = List.copyOf(syncs);
        problems = List.copyOf(problems);
    }
}
