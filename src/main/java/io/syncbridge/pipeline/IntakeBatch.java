package io.syncbridge.pipeline;

import io.syncbridge.component.StreamPosition;
import io.syncbridge.model.Change;
import java.util.List;

/**
 * Changes on their way into the inbox.
 *
 * @param cursor where the system's next poll begins, stored together with the changes; {@code null} for changes that
 *     were not polled
 * @param reached how far the changes reach in a stream of events, stored together with them; {@code null} for others
 */
public record IntakeBatch(String sync, String system, List<Change> changes, String cursor, StreamPosition reached) {

    /** @param cursor may be {@code null} */
    static IntakeBatch polled(String sync, String system, List<Change> changes, String cursor) {
        return new IntakeBatch(sync, system, changes, cursor, null);
    }

    /** @param reached may be {@code null} */
    static IntakeBatch told(String sync, String system, List<Change> changes, StreamPosition reached) {
        return new IntakeBatch(sync, system, changes, null, reached);
    }
}
