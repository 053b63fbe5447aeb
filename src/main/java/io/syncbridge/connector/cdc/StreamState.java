package io.syncbridge.connector.cdc;

import java.util.Map;
import java.util.Optional;

/**
 * How a database's stream is doing.
 *
 * @param slotName the name of its replication slot and publication
 * @param slot the slot as it was last looked at by the instance that streams
 * @param behindSeconds how long ago that was committed which was taken in last; zero where nothing waits
 * @param problem why it does not stream, or may not for long; {@code null} for none
 * @param stopped why single tables are not streamed, by their readers' names
 */
public record StreamState(String database, String slotName, Status status, Optional<Slot> slot, long behindSeconds, String problem,
        Map<String, String> stopped) {

    /** What an instance does with a stream. */
    public enum Status {
        /** It takes it in. */
        STREAMING,
        /** Another instance does. */
        STANDBY,
        /** It is being set up. */
        STARTING,
        /** It cannot be taken in, and is tried again. */
        FAILED,
        /** Nobody reads it any more. */
        UNUSED
    }
}
