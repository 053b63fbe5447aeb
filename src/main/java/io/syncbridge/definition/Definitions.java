package io.syncbridge.definition;

import io.syncbridge.model.Problem;
import java.util.List;
import java.util.Optional;

/** What was read from a folder of definition files. Those by which the bridge runs may become others while it runs. */
public final class Definitions {

    private volatile Content content;

    private record Content(List<SyncDefinition> syncs, List<Problem> problems) {

        private Content {
            syncs = List.copyOf(syncs);
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param syncs the definitions without a mistake, in the order of their files' names
     * @param problems every mistake of every file; a file with a mistake gives no sync and does not hinder the others
     */
    public Definitions(List<SyncDefinition> syncs, List<Problem> problems) {
        this.content = new Content(syncs, problems);
    }

    public List<SyncDefinition> syncs() {
        return content.syncs();
    }

    public List<Problem> problems() {
        return content.problems();
    }

    /** Takes over other definitions, all at once. */
    public void become(List<SyncDefinition> syncs, List<Problem> problems) {
        content = new Content(syncs, problems);
    }

    public Optional<SyncDefinition> find(String name) {
        return syncs().stream().filter(sync -> sync.name().equals(name)).findFirst();
    }

    /** Returns the syncs' names as one text, for messages. */
    public String names() {
        List<SyncDefinition> syncs = syncs();
        return syncs.isEmpty() ? "none" : String.join(", ", syncs.stream().map(SyncDefinition::name).toList());
    }
}
