package io.syncbridge.connector.cdc;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
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
@RegisterForReflection
public record StreamState(String database, String slotName, Status status, Optional<Slot> slot, long behindSeconds, String problem,
        Map<String, String> stopped) {

    /** Returns what somebody should see to, by what it is about: the database, or a single reader. */
    @JsonIgnore
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>(stopped);
        if (problem != null) {
            problems.put(database, problem);
        }
        return problems;
    }

    /** Says whether the stream is taken in, by this instance or another. */
    @JsonIgnore
    public boolean isUp() {
        return status == Status.STREAMING || status == Status.STANDBY;
    }

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
