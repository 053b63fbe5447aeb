package io.syncbridge.operate.view;

import io.syncbridge.definition.QuietHours;
import io.syncbridge.store.Inbox.Backlog;
import java.time.Duration;
import java.time.Instant;

/**
 * How a sync's changes wait: because the definition says so, or because there is too much to do.
 *
 * @param held changes that wait for their batch window, for their record to rest, or for the end of quiet hours
 * @param until when the first of them goes out; {@code null} for none
 * @param lagSeconds how long the longest waiting change has been ready to go out
 */
record Wait(long held, Instant until, long lagSeconds) {

    private static final Wait NONE = new Wait(0, null, 0);

    /**
     * @param backlog {@code null} for nothing
     * @param isQuiet whether nothing is delivered now
     */
    static Wait of(Backlog backlog, QuietHours hours, boolean isQuiet, Instant now) {
        if (backlog == null) {
            return NONE;
        }
        Instant first = backlog.since() == null ? backlog.heldUntil() : now;
        if (isQuiet) {
            return new Wait(backlog.waiting(), opening(hours, first), 0);
        }
        return new Wait(backlog.held(), backlog.held() == 0 ? null : opening(hours, backlog.heldUntil()),
                backlog.since() == null ? 0 : lag(backlog.since(), hours, now));
    }

    private static Instant opening(QuietHours hours, Instant moment) {
        return hours.until(moment).orElse(moment);
    }

    /** What became ready in quiet hours could go out from their end on. */
    private static long lag(Instant since, QuietHours hours, Instant now) {
        Instant open = hours.lastEnd(now).filter(since::isBefore).orElse(since);
        return Math.max(0, Duration.between(open, now).toSeconds());
    }
}
