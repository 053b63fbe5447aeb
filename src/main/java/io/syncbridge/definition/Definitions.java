package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.List;
import java.util.Optional;

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

    public Optional<SyncDefinition> find(String name) {
        return syncs.stream().filter(sync -> sync.name().equals(name)).findFirst();
    }

    /** Returns the syncs' names as one text, for messages. */
    public String names() {
        return syncs.isEmpty() ? "none" : String.join(", ", syncs.stream().map(SyncDefinition::name).toList());
    }
}
