package io.syncbridge.pipeline;

import io.syncbridge.component.StreamPosition;
import io.syncbridge.model.Change;
import io.syncbridge.store.Cursors.Look;
import java.util.List;

/**
 * Changes on their way into the inbox.
 *
 * @param polled how far the poll has come that brought the changes; {@code null} for others
 * @param reached how far the changes reach in a stream of events; {@code null} for others
 */
public record IntakeBatch(String sync, String system, List<Change> changes, Polled polled, StreamPosition reached) {

    /**
     * How far a poll has come, stored together with the changes of its page.
     *
     * @param scan the number of the scan at the time when the page was asked for: nothing is moved where another has begun since
     * @param cursor where the next page begins; {@code null} if the system gave none
     * @param look how far the look at all changes has come
     * @param endsScan whether the page is the last one of a complete scan
     */
    record Polled(long scan, String cursor, Look look, boolean endsScan) {
    }

    /** @param polled {@code null} for a page that is asked for again */
    static IntakeBatch polled(String sync, String system, List<Change> changes, Polled polled) {
        return new IntakeBatch(sync, system, changes, polled, null);
    }

    /** @param reached may be {@code null} */
    static IntakeBatch told(String sync, String system, List<Change> changes, StreamPosition reached) {
        return new IntakeBatch(sync, system, changes, null, reached);
    }
}
