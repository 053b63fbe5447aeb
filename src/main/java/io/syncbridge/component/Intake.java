package io.syncbridge.component;

import io.syncbridge.model.Change;
import java.util.List;
import java.util.Optional;

/** Where the component hands in what systems report. */
public interface Intake {

    /**
     * Stores the changes, all or none, before it returns.
     *
     * @return how many were new
     */
    int take(String sync, String system, List<Change> changes);

    /**
     * Stores the changes and how far they reach in a stream of events, all or none, before it returns.
     *
     * @return how many were new
     */
    int take(String sync, String system, List<Change> changes, StreamPosition reached);

    /** Returns how far a stream of events has been taken in; empty before the first one. */
    Optional<String> position(String sync, String system, String stream);

    /** Has the next poll of the system go through all its records, also where one is under way. */
    void scanAnew(String sync, String system);

    /** Takes in that nothing is heard of a system that tells its changes by itself; {@code null} where it is heard again. */
    void heard(String sync, String system, String trouble);

    /** Asks the system for what has changed since its cursor, and takes it in. */
    void poll(String sync, String system);
}
