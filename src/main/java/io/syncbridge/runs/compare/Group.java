package io.syncbridge.runs.compare;

import io.syncbridge.model.RecordRef;
import java.util.Set;

/**
 * Records that should be the same.
 *
 * @param thing a sync id, or the name of what is no thing yet
 */
record Group(String thing, Set<RecordRef> records) {
}
