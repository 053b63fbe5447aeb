package io.syncbridge.connector.jdbc;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;

/**
 * Which modified times one round of polling goes through, and what the next round needs to know to miss nothing.
 *
 * <p>A row carries the time at which it was stamped, but is seen only once its transaction has committed. It is taken
 * that this happens within the <em>overlap</em>. So a round that begins at {@code T} sees every row stamped before
 * {@code T - overlap}, and the next one need not go back further. That holds where the stamps come from the database's
 * clock. Where they come from a clock that is ahead or behind, the stamps themselves tell the time: all rows stamped up
 * to {@code top} had committed an overlap after {@code top} was first seen. The next round begins at the earlier of the
 * two bounds, so each covers for the other: the first for a single stamp far in the future, the second for clocks that
 * disagree. On a quiet table the second is {@code top} itself, exclusive, so that nothing is reported for ever.
 *
 * @param from where this round begins; {@code null} at the beginning
 * @param exclusive whether rows stamped exactly {@code from} are left out
 * @param top the latest stamp seen in any earlier round; {@code null} if none was seen
 * @param topSeen a time, by the database's clock, at which {@code top} had been seen
 * @param began a time, by the database's clock, not after this round's first query
 */
@RegisterForReflection
record ModifiedWindow(Instant from, boolean exclusive, Instant top, Instant topSeen, Instant began) {

    /** The round that follows a complete scan which began at {@code now}, when the table's latest stamp was {@code top}. */
    static ModifiedWindow afterScan(Instant top, Instant now, Duration overlap) {
        return new ModifiedWindow(null, false, top, now, now).next(null, now, overlap);
    }

    /**
     * The round after this one.
     *
     * @param latest the latest stamp that this round saw; {@code null} if it saw none
     * @param now the database's clock after this round's last query; it matters only where the top {@link #rises}
     */
    ModifiedWindow next(Instant latest, Instant now, Duration overlap) {
        Instant nextTop = rises(latest) ? latest : top;
        Instant nextTopSeen = rises(latest) ? now : topSeen;
        if (top == null) {
            return new ModifiedWindow(null, false, nextTop, nextTopSeen, null);
        }
        boolean settled = !began.isBefore(topSeen.plus(overlap));
        Instant byStamps = settled ? top : top.minus(overlap);
        Instant byClock = began.minus(overlap);
        return byClock.isBefore(byStamps)
                ? new ModifiedWindow(byClock, false, nextTop, nextTopSeen, null)
                : new ModifiedWindow(byStamps, settled, nextTop, nextTopSeen, null);
    }

    /** Says whether a stamp is later than any seen in earlier rounds. */
    boolean rises(Instant stamp) {
        return stamp != null && (top == null || stamp.isAfter(top));
    }

    /** This round, begun. */
    ModifiedWindow begunAt(Instant now) {
        return new ModifiedWindow(from, exclusive, top, topSeen, now);
    }
}
