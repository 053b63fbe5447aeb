package io.syncbridge.component;

import io.syncbridge.model.Change;
import java.util.List;

/** Where the component hands in what systems report. */
public interface Intake {

    /**
     * Stores the changes, all or none, before it returns.
     *
     * @return how many were new
     */
    int take(String sync, String system, List<Change> changes);

    /** Asks the system for what has changed since its cursor, and takes it in. */
    void poll(String sync, String system);
}
