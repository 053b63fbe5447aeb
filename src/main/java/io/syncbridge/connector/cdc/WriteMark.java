package io.syncbridge.connector.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the bridge writes into a database's log before its own writes, in their transaction, so that they are recognised there.
 *
 * @param writer the system of a sync that is written for: {@code contacts/crm}
 * @param table the table, with its schema
 * @param ids the records that are written
 * @param creates how many records are created whose ids the database decides
 */
@RegisterForReflection
public record WriteMark(String writer, String table, Set<String> ids, AtomicInteger creates) {

    /** The prefix of the logical messages that are marks. */
    public static final String PREFIX = "syncbridge";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns the mark as text. */
    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException if the text is none of {@link #text} */
    static WriteMark parse(byte[] text) {
        try {
            return JSON.readValue(text, WriteMark.class);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("a message with the prefix " + PREFIX + " is not of the bridge: " + e.getMessage(), e);
        }
    }

    /** Says whether a change of the record by the mark's transaction is the writer's; each create counts once. */
    boolean covers(String writer, String id, boolean isCreate) {
        return this.writer.equals(writer) && (ids.contains(id) || isCreate && creates.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
    }
}
