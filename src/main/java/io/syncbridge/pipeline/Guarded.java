package io.syncbridge.pipeline;

import io.syncbridge.model.RecordRef;
import java.util.Set;

/** A batch without echoes and repeats. @param toRead the records whose reports do not say for certain what they hold */
public record Guarded(Batch batch, Set<RecordRef> toRead) {
}
