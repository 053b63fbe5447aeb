package io.syncbridge.pipeline;

import com.github.f4b6a3.ulid.Ulid;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The text that the bridge leaves in a system's marker field: its own name and the sync id, so that a record whose
 * creation was not noted down (a crash in between) is known again.
 *
 * @param bridge the bridge's name
 */
record Markers(String bridge) {

    String of(String syncId) {
        return bridge + ":" + syncId;
    }

    /** Returns the sync ids that records are marked with by what was reported of them. */
    Map<RecordRef, String> of(Batch batch, Collection<RecordRef> records) {
        var marked = new HashMap<RecordRef, String>();
        for (RecordRef ref : records) {
            Change report = batch.causes.get(ref);
            FieldPath field = batch.definition().system(ref.system()).marker();
            if (report != null && report.record() != null && field != null) {
                syncId(field.get(report.record())).ifPresent(syncId -> marked.put(ref, syncId));
            }
        }
        return marked;
    }

    /** Reads the sync id out of a marker field; empty for anything that this bridge has not written. */
    Optional<String> syncId(Object marker) {
        String prefix = bridge + ":";
        return marker instanceof String text && text.startsWith(prefix) && Ulid.isValid(text.substring(prefix.length()))
                ? Optional.of(text.substring(prefix.length())) : Optional.empty();
    }
}
