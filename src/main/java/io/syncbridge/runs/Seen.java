package io.syncbridge.runs;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Problem;
import io.syncbridge.model.RecordRef;
import java.util.List;

/**
 * What a record was found to hold.
 *
 * @param ref the record, which is there and not flagged as deleted
 * @param values in canonical form
 * @param problems one for each field that cannot be mapped
 */
public record Seen(RecordRef ref, CanonicalRecord values, List<Problem> problems) {

    public Seen {
        problems = List.copyOf(problems);
    }

    public String system() {
        return ref.system();
    }
}
