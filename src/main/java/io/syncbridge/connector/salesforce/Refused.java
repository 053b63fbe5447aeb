package io.syncbridge.connector.salesforce;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.connector.rest.Result;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in the bridge's words with what Salesforce refused a record. */
final class Refused {

    /** Of several errors the first in this order counts: what passes is tried again, and fields help only where nothing else is wrong. */
    private static final List<Refusal> ORDER = List.of(Refusal.PASSING, Refusal.QUOTA, Refusal.BUSY, Refusal.PERMISSION, Refusal.OURS,
            Refusal.RECORD, Refusal.REFERENCE, Refusal.UNIQUE, Refusal.FIELD);

    private Refused() {
    }

    /** Returns the result of a write that was refused. @param errors at least one */
    static Map<String, Object> result(List<SalesforceError> errors, SyncAction action, Map<String, Object> write) {
        String words = errors.stream().map(SalesforceError::words).collect(Collectors.joining("; "));
        if (errors.stream().anyMatch(SalesforceError::isStale)) {
            return Result.stale();
        }
        if (action != SyncAction.CREATE && errors.stream().anyMatch(SalesforceError::mayMeanMissing)) {
            var missing = new LinkedHashMap<>(Result.missing());
            missing.put(ReportKeys.ERROR, words);
            return missing;
        }
        Map<Refusal, Set<String>> fields = new HashMap<>();
        errors.forEach(error -> {
            Set<String> named = sent(error.fields(), write);
            fields.computeIfAbsent(kind(error, action, named), kind -> new LinkedHashSet<>()).addAll(named);
        });
        Refusal kind = ORDER.stream().filter(fields::containsKey).findFirst().orElseThrow();
        return Result.refused(kind, fields.get(kind), words, null);
    }

    /** What a new record must have is not mended by leaving it out. */
    private static Refusal kind(SalesforceError error, SyncAction action, Set<String> named) {
        boolean whole = named.isEmpty() || action == SyncAction.CREATE && error.isMissingRequired();
        return error.kind() == Refusal.FIELD && whole ? Refusal.RECORD : error.kind();
    }

    /** Returns the fields under the names by which they were written; Salesforce does not look at case. */
    private static Set<String> sent(List<String> fields, Map<String, Object> write) {
        Set<String> refused = fields.stream().map(field -> field.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return write.keySet().stream().filter(name -> refused.contains(name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
