package io.syncbridge.runs;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.definition.SyncDefinition.Reference;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Orders backfills by what their syncs point to: parents come first. */
@ApplicationScoped
class Parents {

    private final Definitions definitions;
    private final Runs runs;

    Parents(Definitions definitions, Runs runs) {
        this.definitions = definitions;
        this.runs = runs;
    }

    /** Returns a sync with a backfill under way whose records should be there before this one's. */
    Optional<String> underWay(SyncDefinition sync) {
        Set<String> parents = of(sync);
        parents.removeIf(parent -> definitions.find(parent).map(this::of).orElse(Set.of()).contains(sync.name()));
        return parents.isEmpty() ? Optional.empty() : runs.going().stream().filter(run -> run.kind() == Runs.Kind.BACKFILL)
                .map(Run::sync).filter(parents::contains).findFirst();
    }

    /** Returns the syncs that one points to, itself or through others. */
    private Set<String> of(SyncDefinition sync) {
        var parents = new LinkedHashSet<String>();
        var next = new ArrayDeque<SyncDefinition>();
        next.add(sync);
        while (!next.isEmpty()) {
            next.remove().references().values().stream().map(Reference::sync).filter(parents::add)
                    .forEach(parent -> definitions.find(parent).ifPresent(next::add));
        }
        return parents;
    }
}
