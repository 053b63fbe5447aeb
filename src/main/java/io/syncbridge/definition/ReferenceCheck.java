package io.syncbridge.definition;

import io.syncbridge.definition.SyncDefinition.Reference;
import io.syncbridge.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what the definitions of a folder say of one another. */
final class ReferenceCheck {

    private static final String ENDING = ".sync.yaml";

    private ReferenceCheck() {
    }

    /** Takes out the syncs that point to what there is not, with the reasons. */
    static Definitions check(Definitions definitions) {
        var problems = new ArrayList<>(definitions.problems());
        var right = new ArrayList<SyncDefinition>();
        for (SyncDefinition sync : definitions.syncs()) {
            int before = problems.size();
            sync.references().forEach((field, reference) -> check(definitions, sync, field, reference, problems));
            if (problems.size() == before) {
                right.add(sync);
            }
        }
        return new Definitions(right, problems);
    }

    private static void check(Definitions definitions, SyncDefinition child, String field, Reference reference, List<Problem> problems) {
        Set<String> names = definitions.syncs().stream().map(SyncDefinition::name).collect(Collectors.toCollection(LinkedHashSet::new));
        if (!names.contains(reference.sync())) {
            if (!isMistaken(definitions, reference.sync())) {
                problems.add(new Problem("unknown-sync", reference.where(), "`" + field + "` points to the sync `" + reference.sync()
                        + "`, which is not defined.", DidYouMean.cure(reference.sync(), names)));
            }
            return;
        }
        SyncDefinition parent = definitions.find(reference.sync()).orElseThrow();
        child.lines().stream().filter(line -> line.field().equals(field)).flatMap(line -> line.bindings().keySet().stream())
                .filter(system -> parent.system(system) == null).forEach(system -> problems.add(new Problem("unknown-system",
                        reference.where(), "`" + field + "` stands in `" + system + "`, which is no system of the sync `"
                        + parent.name() + "` that it points to.", DidYouMean.cure(system, parent.systems().keySet()))));
    }

    /** A sync whose own file has mistakes is there, and will be put right: its children wait. */
    private static boolean isMistaken(Definitions definitions, String sync) {
        return definitions.problems().stream().anyMatch(problem -> problem.where().startsWith(sync + ENDING));
    }
}
