package io.syncbridge.runs;

import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Runs.Run;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells how far the pipeline is with what runs have handed to it. */
@ApplicationScoped
class TakenIn {

    private final Inbox inbox;
    private final Deliveries deliveries;

    TakenIn(Inbox inbox, Deliveries deliveries) {
        this.inbox = inbox;
        this.deliveries = deliveries;
    }

    /** Returns how many of the run's records wait. */
    long waiting(Run run) {
        return inbox.waiting(run.id());
    }

    /** Says whether everything is decided, written and answered. */
    boolean isSettled(Run run) {
        return waiting(run) == 0 && !deliveries.isWriting(run.sync());
    }
}
