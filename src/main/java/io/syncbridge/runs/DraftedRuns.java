package io.syncbridge.runs;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.pipeline.PrivateValues;
import io.syncbridge.store.ReloadedFiles;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the definitions that runs are made by: the sync's own, or for a plan one that is not taken over yet. */
@ApplicationScoped
public class DraftedRuns {

    /** The parameter of a run that names a definition which is not taken over. */
    public static final String DEFINITION = "definition";

    private final Definitions definitions;
    private final ReloadedFiles files;
    private final DefinitionReader reader;

    DraftedRuns(Definitions definitions, ReloadedFiles files, DefinitionReader reader) {
        this.definitions = definitions;
        this.files = files;
        this.reader = reader;
    }

    /** Returns the definition; empty where the sync, or the text of its draft, is not there any more. */
    Optional<SyncDefinition> definition(Run run) {
        if (!isDrafted(run)) {
            return definitions.find(run.sync());
        }
        return files.kept(run.parameters().get(DEFINITION).toString())
                .flatMap(file -> reader.read(file.getKey(), file.getValue()).find(run.sync()));
    }

    /** Leaves out what is private by a draft only: who may see it is judged by what runs. */
    static RunStep shown(Run run, SyncDefinition sync, RunStep step) {
        return !isDrafted(run) || sync.privateFields().isEmpty() ? step
                : step.finding(step.findings().stream().map(finding -> shown(sync, finding)).toList());
    }

    private static Finding shown(SyncDefinition sync, Finding finding) {
        if (!(finding.details().get("fields") instanceof Map<?, ?> fields)) {
            return finding;
        }
        var shown = new LinkedHashMap<Object, Object>();
        fields.forEach((field, detail) -> shown.put(field, sync.privateFields().contains(field) ? PrivateValues.HIDDEN : detail));
        var details = new LinkedHashMap<>(finding.details());
        details.put("fields", shown);
        return new Finding(finding.no(), finding.kind(), finding.system(), finding.recordId(), finding.syncId(), details);
    }

    private static boolean isDrafted(Run run) {
        return run.parameters().containsKey(DEFINITION);
    }
}
