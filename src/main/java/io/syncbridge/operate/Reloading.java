package io.syncbridge.operate;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.loading.FileChange;
import io.syncbridge.loading.LineDiff.Line;
import io.syncbridge.loading.Reload;
import io.syncbridge.loading.Reload.Pending;
import io.syncbridge.model.Problem;
import io.syncbridge.runs.BadRunException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changed files as people are shown them, and what can be done with them. */
@ApplicationScoped
public class Reloading {

    /**
     * Changed files that wait to be taken over together.
     *
     * @param id names what they hold
     * @param syncs that stand still for a moment when they are taken over
     * @param meaning in words, what that means
     * @param problems what is wrong with them; they cannot be taken over before that is put right
     * @param failure why they could not be taken over; {@code null} where nobody has tried
     * @param plannable the syncs of which a plan can be made by the changed files
     */
    public record Change(String id, List<ChangedFile> files, List<String> syncs, List<String> meaning, List<Problem> problems, String failure,
            List<String> plannable) {

        /** Returns the files' names as one text. */
        public String names() {
            return String.join(", ", files.stream().map(ChangedFile::name).toList());
        }
    }

    /** @param lines the difference, line by line, with some lines around */
    public record ChangedFile(String name, FileChange.Kind kind, List<Line> lines) {
    }

    private final Reload reload;
    private final RunActions runs;
    private final Definitions definitions;
    private final BridgeConfig config;

    public Reloading(Reload reload, RunActions runs, Definitions definitions, BridgeConfig config) {
        this.reload = reload;
        this.runs = runs;
        this.definitions = definitions;
        this.config = config;
    }

    /** Returns what becomes of changed files. */
    public BridgeConfig.Reload mode() {
        return config.reload();
    }

    public List<Change> changes() {
        return reload.pending().stream().map(this::change).toList();
    }

    public Optional<Change> find(String id) {
        return changes().stream().filter(change -> change.id().equals(id)).findFirst();
    }

    private Change change(Pending pending) {
        return new Change(pending.id(), pending.draft().files().stream().map(file -> new ChangedFile(file.name(), file.kind(), file.lines())).toList(),
                List.copyOf(pending.draft().syncs()), pending.meaning(), pending.problems(), pending.failure(),
                pending.isGood() ? pending.definitions().stream().filter(sync -> !readable(sync).isEmpty()).map(SyncDefinition::name).toList() : List.of());
    }

    /** Returns those of a changed definition's sources that a plan can read, by the routes that run. */
    private List<String> readable(SyncDefinition draft) {
        return definitions.find(draft.name()).map(now -> draft.systems().keySet().stream().filter(draft.policy().sources()::contains)
                .filter(system -> now.system(system) != null).toList()).orElse(List.of());
    }

    /**
     * Asks for plans of what would be written by the changed definitions; they begin within a second.
     *
     * @return the plans' numbers, by sync
     * @throws BadRunException if there is nothing to plan
     */
    public Map<String, Long> plan(String id, String person) {
        Pending pending = reload.pending().stream().filter(one -> one.id().equals(id) && one.isGood()).findFirst()
                .orElseThrow(() -> new BadRunException("The files have changed since, were taken over, or have mistakes. Look at them again."));
        var plans = new LinkedHashMap<String, Long>();
        for (SyncDefinition draft : pending.definitions()) {
            List<String> from = readable(draft);
            if (!from.isEmpty()) {
                FileChange file = pending.draft().files().stream().filter(one -> one.name().equals(draft.file())).findFirst().orElseThrow();
                plans.put(draft.name(), runs.plan(draft, new ArrayList<>(from), file.hash(), file.now(), person));
            }
        }
        if (plans.isEmpty()) {
            throw new BadRunException("There is nothing to plan: no definition of a running sync has changed.");
        }
        return plans;
    }

    /** Takes changed files over; returns why that cannot be done, and nothing where it was. */
    public Optional<String> take(String id, String person) {
        try {
            return reload.take(id, person);
        } catch (IOException e) {
            return Optional.of("The files cannot be read: " + e.getMessage());
        }
    }
}
