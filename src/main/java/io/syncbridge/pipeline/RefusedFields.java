package io.syncbridge.pipeline;

import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.WriteResult;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out which of the fields of a write a system refused. */
final class RefusedFields {

    private RefusedFields() {
    }

    /**
     * Returns the canonical fields that the system named, or else those that the definition cannot express there; empty where
     * that explains nothing, so that the write as a whole was refused.
     */
    static Set<String> of(Batch batch, Step step, WriteResult.Failed failed) {
        CanonicalRecord asked = step.intent() instanceof Intent.Create create ? create.values()
                : step.intent() instanceof Intent.Update update ? update.values() : CanonicalRecord.EMPTY;
        String system = step.intent().system();
        return batch.definition().lines().stream().filter(line -> asked.has(line.field()) && line.bindings().containsKey(system))
                .filter(line -> failed.fields().isEmpty() ? !isExpressible(batch, system, line.field(), asked)
                        : line.bindings().get(system).paths().stream().anyMatch(path -> isNamed(path, failed.fields())))
                .map(FieldMapping::field).collect(Collectors.toSet());
    }

    private static boolean isExpressible(Batch batch, String system, String field, CanonicalRecord asked) {
        Map<String, Object> alone = new LinkedHashMap<>();
        alone.put(field, asked.get(field));
        return batch.definition().mapping().fromCanonical(system, batch.pointers.outward(system, new CanonicalRecord(alone))).ok();
    }

    /** Systems name a field as a whole where a part of it is meant, and not always in the same case. */
    private static boolean isNamed(FieldPath path, Set<String> names) {
        var prefixes = new HashSet<String>();
        String text = path.text().toLowerCase(Locale.ROOT);
        for (int end = text.length(); end > 0; end = Math.max(text.lastIndexOf('.', end - 1), text.lastIndexOf('[', end - 1))) {
            prefixes.add(text.substring(0, end));
        }
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(prefixes::contains);
    }
}
