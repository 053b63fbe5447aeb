package io.syncbridge.runs;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.store.Runs;
import io.syncbridge.store.Runs.Run;
import java.util.Map;

/**
 * What one kind of run does. An implementation is a bean that keeps nothing between two calls: what it has to remember
 * travels in the run's progress, so that any instance can go on where another was stopped.
 */
public interface RunKind {

    Runs.Kind kind();

    /**
     * Checks what somebody asks for and fills in what was left out.
     *
     * @param asked JSON-shaped
     * @return the parameters that the run is stored with; JSON-shaped
     * @throws BadRunException saying what is wrong and what is allowed
     */
    Map<String, Object> parameters(SyncDefinition sync, Map<String, Object> asked);

    /**
     * Does a bounded piece of work: about a page of records. It may be called again with the same run, if what it returned
     * could not be stored; so whatever it changes in the bridge's store belongs into {@link RunStep#effects}.
     *
     * @throws io.syncbridge.component.SystemCallException if a system cannot be asked; the step is tried again later if
     *     that may pass
     */
    RunStep next(Run run, SyncDefinition sync);
}
