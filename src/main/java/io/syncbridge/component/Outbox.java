package io.syncbridge.component;

import io.syncbridge.model.OutboxEvent;
import java.util.Collection;
import java.util.List;

/** The events that are committed with the bridge's own state, and published afterwards, by one instance at a time. */
public interface Outbox {

    /** Says whether the caller is within a transaction, in which events can be added. */
    boolean isInTransaction();

    /** Adds events, in the caller's transaction. */
    void add(List<OutboxEvent> events);

    /** Runs {@code wake}, more often than needed, when there may be events to publish. */
    void onCommitted(Runnable wake);

    /** Says whether a queue has no events. */
    boolean isEmpty(String queue);

    /** Returns the oldest events of a queue, as many as are good to publish together. */
    List<OutboxEvent> next(String queue);

    /** Removes events that are published. */
    void published(Collection<OutboxEvent> events);

    /** Takes in why a queue's events cannot be published; {@code null} where they can. */
    void stuck(String queue, String why);
}
