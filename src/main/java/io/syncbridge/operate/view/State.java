package io.syncbridge.operate.view;

import java.util.Locale;

/** What is true of a sync at the moment; of several conditions the first in this order is the sync's state, in pages, API, metrics and JMX. */
public enum State {

    /** Its route file has mistakes, or is still being loaded. */
    NOT_STARTED(Level.BAD),
    /** One of its systems is not reached by any route, or cannot serve what is mapped to it. */
    NOT_CONFIGURED(Level.BAD),
    /** A safety brake holds it until somebody decides. */
    BRAKED(Level.BAD),
    /** A person holds it. */
    PAUSED(Level.WARN),
    /** Nothing is polled before a backfill is through. */
    WAITING_FOR_BACKFILL(Level.WARN),
    /** A system does not answer and is left alone for a while. */
    SYSTEM_DOWN(Level.BAD),
    /** The changes of a system cannot be asked for. */
    POLL_FAILING(Level.BAD),
    /** Changes that could go out have waited too long. */
    BEHIND(Level.BAD),
    /** A system is being looked through for the first time. */
    FIRST_SCAN(Level.GOOD),
    /** Changes wait because the definition says so: for a batch window, for rest, or for the end of quiet hours. */
    DELAYED(Level.GOOD),
    RUNNING(Level.GOOD);

    /** How much a state needs a person. */
    public enum Level {
        GOOD, WARN, BAD
    }

    private final Level level;

    State(Level level) {
        this.level = level;
    }

    public Level level() {
        return level;
    }

    /** Says whether nothing is delivered until somebody, or the loading of routes, lets the sync go on. */
    public boolean isHeld() {
        return compareTo(WAITING_FOR_BACKFILL) <= 0;
    }

    /** Returns the state as people read it: {@code waiting for backfill}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
