package io.syncbridge.operate.monitor;

/** One sync, for jconsole and its like: {@code io.syncbridge:type=Sync,name=<sync>}. */
public interface SyncMXBean {

    /** {@code running} or {@code paused}; {@code unknown} while the store is away. */
    String getState();

    /** Changes in the inbox. */
    long getWaiting();

    /** How long the oldest of them has been waiting. */
    long getLagSeconds();

    /** Deliveries that are tried again by themselves. */
    long getRetrying();

    /** Changes that need a person. */
    long getFailed();

    /** Conflicts that need a person. */
    long getReviews();

    /** Holds the sync: changes are still accepted, and wait. */
    void pause();

    void resume();

    /** Asks all systems of the sync for their changes now. */
    void poll();
}
