package io.syncbridge.it;

import io.syncbridge.Patience;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Inbox;
import jakarta.enterprise.context.ApplicationScoped;

/** Waits until a sync has worked on all that it was told and that is not held: the inbox is empty, and no write is under way. */
@ApplicationScoped
public class Settled {

    private final Inbox inbox;
    private final Deliveries deliveries;

    public Settled(Inbox inbox, Deliveries deliveries) {
        this.inbox = inbox;
        this.deliveries = deliveries;
    }

    void await(String sync) {
        Patience.await().until(() -> isEmpty(sync) && !deliveries.isWriting(sync));
    }

    /** Asked first, since changes leave the inbox in the transaction in which the writes that they lead to are noted. */
    private boolean isEmpty(String sync) {
        Inbox.Backlog backlog = inbox.backlog().get(sync);
        return backlog == null || backlog.since() == null;
    }
}
