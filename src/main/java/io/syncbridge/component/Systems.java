package io.syncbridge.component;

import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Change;
import io.syncbridge.model.Description;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Problem;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The systems, as the rest of the bridge talks to them. */
public interface Systems {

    /** Returns how far the system's clock is ahead of the bridge's; zero where they agree as far as can be told. */
    Duration clockOffset(String system);

    /**
     * Returns how long the system may go on to show what was before a write: as the definition says, or else not at all where the
     * route's answers say that they are current, and some minutes where they do not.
     */
    Duration lag(String sync, String system);

    /** Says whether the route's answers to {@code read} hold all that there is of a record: a place that one lacks is blank. */
    boolean showsWhole(String sync, String system);

    /**
     * Says whether the system's route is there and knows the action. While routes are started or stopped a route that is not
     * there counts as one that knows everything: what asks it then fails and is tried again, rather than to go on without asking.
     */
    boolean knows(String sync, String system, SyncAction action);

    /**
     * Says whether the system's route has ever shown a record, since it was started. Of one that only takes what is pushed nobody can
     * tell what is there: what it does not find when it is asked is not missing.
     */
    boolean hasAnswered(String sync, String system);

    /**
     * Returns a page of changes.
     *
     * @param cursor as the last page gave it; {@code null} for a scan from the start
     * @throws SystemCallException if the system cannot be asked or gives an answer that makes no sense
     */
    Page changes(String sync, String system, String cursor, int limit);

    /**
     * Returns a page of a scan of the records that a filter lets through, of which the system may carry out as much as it can:
     * others may be among them. As {@link #changes} otherwise; with a cursor that another scan with the same filter gave.
     */
    Page scan(String sync, String system, String cursor, int limit, Filter filter);

    /**
     * Returns how the system describes its records; nothing where its route does not offer that.
     *
     * @throws SystemCallException likewise
     */
    Optional<Description> describe(String sync, String system);

    /** Returns why syncs are not run on systems that cannot serve what is mapped to them. */
    List<Problem> unserved();

    /** Asks all systems that can describe their records whether they can serve what is mapped to them. */
    void examine();

    /** Says whether a route asks the system for its changes. */
    boolean isPolled(String sync, String system);

    /**
     * Returns those of the records that exist, as they are now.
     *
     * @throws SystemCallException likewise
     */
    List<Change> read(String sync, String system, List<String> recordIds);

    /**
     * Returns the records that hold all the values of one of {@code wanted}.
     *
     * @param wanted each maps the system's fields to values
     * @throws SystemCallException likewise
     */
    List<Change> find(String sync, String system, List<Map<String, Object>> wanted);

    /** Says whether the system's route passes on what its writes are about. */
    boolean wantsExplanations(String sync, String system);

    /** Carries out writes of one kind; never throws. Returns one result for each write, in order. */
    List<WriteResult> write(String sync, String system, Operation operation, List<Write> writes);
}
