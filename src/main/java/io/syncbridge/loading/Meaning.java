package io.syncbridge.loading;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.pipeline.Formers;
import io.syncbridge.store.RunDefinitions;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in words what it means for the syncs to take changed files over. */
@ApplicationScoped
class Meaning {

    private final RunDefinitions ran;
    private final Things things;
    private final Formers formers;

    Meaning(RunDefinitions ran, Things things, Formers formers) {
        this.ran = ran;
        this.things = things;
        this.formers = formers;
    }

    /** @param now what the folder defines */
    List<String> of(Draft draft, Definitions running, Definitions now) {
        var words = new ArrayList<String>();
        draft.files().stream().filter(file -> Folder.isDefinition(file.name())).forEach(file -> {
            Optional<SyncDefinition> before = running.syncs().stream().filter(sync -> sync.file().equals(file.name())).findFirst();
            Optional<SyncDefinition> after = now.syncs().stream().filter(sync -> sync.file().equals(file.name())).findFirst();
            before.filter(sync -> after.isEmpty() || !after.get().name().equals(sync.name())).filter(sync -> now.find(sync.name()).isEmpty()
                    && file.kind() == FileChange.Kind.DELETED).ifPresent(sync -> words.add("The sync `" + sync.name()
                            + "` stops. What the store knows of it stays: put the file back, and it goes on where it was."));
            after.ifPresent(sync -> definition(file, sync, running.find(sync.name()).isPresent(), words));
        });
        if (!draft.routes().isEmpty()) {
            words.add("The routes of " + String.join(", ", draft.routes()) + " are started anew, after what is under way in them.");
        }
        if (!draft.syncs().isEmpty()) {
            words.add((draft.syncs().size() == 1 ? "The sync " + draft.syncs().first() + " stands" : "The syncs " + String.join(", ", draft.syncs())
                    + " stand") + " still for this moment: changes are accepted, and wait. All others go on.");
        }
        return List.copyOf(words);
    }

    private void definition(FileChange file, SyncDefinition sync, boolean runs, List<String> words) {
        if (!runs) {
            words.add("The sync `" + sync.name() + "` starts.");
        } else if (file.before() != null) {
            List<String> differences = DefinitionReader.textDifferences(file.before(), file.now());
            words.addAll(differences.isEmpty() ? List.of("Only comments, layout or examples of " + file.name() + " have changed.") : differences);
        }
        Optional<Map<String, String>> before = ran.identity(sync.name());
        if (before.isPresent() && !before.get().equals(sync.identity()) && things.living(sync.name()) > 0) {
            words.add("This changes which records of `" + sync.name() + "` belong together, or what they share: a brake holds the sync then,"
                    + " before anything is written, until an admin releases it.");
            if (!formers.of(sync).isEmpty()) {
                words.add("Values that are there already are understood as they were. A remap run writes them anew; without one each is written"
                        + " anew when its record changes next.");
            }
        }
    }
}
