package io.syncbridge.operate.monitor;

/** One sync, for jconsole and its like: {@code io.syncbridge:type=Sync,name=<sync>}. */
public interface SyncMXBean {

    /** {@code running} or {@code paused}; {@code unknown} while the store is away. */
    String getState();

    /** Changes in the inbox. */
    long getWaiting();

    /** Those of them that wait for their batch window, for their record to rest, or for the end of quiet hours. */
    long getHeld();

    /** How long the longest waiting of the others has been ready to go out. */
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

    /** Sends what is waiting now, whatever batch window, resting record or quiet hour holds it. */
    void send();
}
