package io.syncbridge.runs.compare;

import io.syncbridge.model.RecordRef;
import io.syncbridge.store.RunFindings.Finding;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is different in one thing.
 *
 * @param thing a sync id, or the name of what is no thing yet
 * @param records all its records, also those that are gone
 * @param where the record that it is about most likely; {@code null} where no single one is meant
 * @param fields what each system holds in each field that differs, by field and system
 * @param missing the systems that lack the record
 * @param why the cause in words
 */
public record Difference(String thing, List<RecordRef> records, RecordRef where, Map<String, Map<String, Object>> fields,
        List<String> missing, Cause cause, String why) {

    private static final String RECORDS = "records";

    Finding finding() {
        var details = new LinkedHashMap<String, Object>();
        if (!fields.isEmpty()) {
            details.put("fields", fields);
        }
        if (!missing.isEmpty()) {
            details.put("missing in", String.join(", ", missing));
        }
        details.put("why", why);
        details.put(RECORDS, records.stream().map(RecordRef::toString).toList());
        return Finding.of(cause.word(), where == null ? records.get(0) : where, Fingerprint.isUnpaired(thing) ? null : thing, details);
    }

    /** Returns the records that the finding is about. */
    static List<RecordRef> records(Finding finding) {
        return finding.details().get(RECORDS) instanceof Collection<?> records
                ? records.stream().map(Object::toString).map(Difference::record).toList() : List.of();
    }

    /** No system's name holds a slash. */
    private static RecordRef record(String text) {
        int slash = text.indexOf('/');
        return new RecordRef(text.substring(0, slash), text.substring(slash + 1));
    }
}
