package io.syncbridge.component;

import java.util.Objects;

/**
 * How far the reports of an exchange reach in a stream of events. A connector that hears a stream puts it into the exchange
 * property {@value #PROPERTY}, where nothing from outside can: it is stored in one transaction with the reports. In an exchange
 * without reports and position it asks for what is stored, and finds it there afterwards.
 *
 * @param stream the system's name for it
 * @param position the system's name for a place in it; {@code null} asks, and answers that nothing is stored
 */
public record StreamPosition(String stream, String position) {

    public static final String PROPERTY = "SyncStreamPosition";

    /** The exchange property that asks for a poll, if it is true, whatever the address says. */
    public static final String POLL_PROPERTY = "SyncStreamPoll";

    /** The exchange property that has the next poll go through all records, if it is true. */
    public static final String SCAN_PROPERTY = "SyncStreamScan";

    /** The exchange property with the systems that the reports are of, such as {@code contacts/crm}: filled where a position is asked for. */
    public static final String READERS_PROPERTY = "SyncStreamReaders";

    /**
     * The exchange property in which a connector says how its connection is doing: why nothing is heard of the system, or an empty
     * text where it is heard (again).
     */
    public static final String TROUBLE_PROPERTY = "SyncStreamTrouble";

    public StreamPosition {
        Objects.requireNonNull(stream, "stream");
    }
}
