package io.syncbridge.runs;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.pipeline.Observations;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which records a run is about: those that hold all of these values in the sync's own fields.
 *
 * @param values the wanted values as text, by field; a blank stands for blank
 */
record Where(Map<String, String> values) {

    static Where read(SyncDefinition sync, Object asked) {
        if (asked != null && !(asked instanceof Map)) {
            throw new BadRunException("where=" + asked + " is no set of fields and values; write {\"field\": \"value\"}.");
        }
        Where where = of(asked);
        where.values.keySet().stream().filter(field -> !sync.policy().fields().containsKey(field)).findFirst().ifPresent(field -> {
            throw new BadRunException(sync.name() + " has no field '" + field + "'. It has: "
                    + String.join(", ", sync.policy().fields().keySet()) + ".");
        });
        return where;
    }

    static Where of(Object json) {
        var values = new LinkedHashMap<String, String>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((field, value) -> values.put(field.toString(), value == null ? "" : value.toString()));
        }
        return new Where(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Returns those of the changes that are meant; a delete and a report without values are not known to be. */
    List<Change> of(SyncDefinition sync, List<Change> changes) {
        return isEmpty() ? changes : changes.stream().filter(change -> isMeant(sync, change)).toList();
    }

    private boolean isMeant(SyncDefinition sync, Change change) {
        if (change.isHint() || change.operation() == Operation.DELETE) {
            return false;
        }
        Mapped<CanonicalRecord> mapped = Observations.canonical(sync, change);
        return values.entrySet().stream().allMatch(one -> one.getValue().equals(text(mapped.value().get(one.getKey()))));
    }

    private static String text(Object value) {
        return value == null ? "" : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
