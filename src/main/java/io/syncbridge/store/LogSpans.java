package io.syncbridge.store;

import io.syncbridge.store.HourlyCounts.Hour;
import io.syncbridge.store.SyncLog.LogFilter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Where in the log the rows are that a filter lets through, from the newest ones on: conditions of which no row meets two. */
abstract sealed class LogSpans {

    /** Which rows are behind the one with the id {@code :before}, by their times. */
    static final String EARLIER = "(last_synced_at, id) < (:time, :before)";

    private static final int AT_ONCE = 32;

    /** Returns the next hours, of which each is looked at once. */
    abstract List<Hour> hours();

    /** Adds where the rows of an hour are, unless they are where others were. @return how many there are at least */
    abstract long add(Hour hour, List<String> spans);

    /** Returns the next spans; nothing at the end. @param wanted how many rows are looked for */
    List<String> next(int wanted) {
        var spans = new ArrayList<String>();
        long counted = 0;
        List<Hour> hours = hours();
        while (spans.isEmpty() && !hours.isEmpty()) {
            for (Hour hour : hours) {
                if (spans.size() < AT_ONCE && counted < wanted) {
                    counted += add(hour, spans);
                }
            }
            hours = spans.isEmpty() ? hours() : hours;
        }
        return spans;
    }

    /** Hours have no moment in common, whatever the ids of their rows. */
    static final class ByTime extends LogSpans {

        private final Handle handle;
        private final LogFilter filter;
        private final Instant before;
        private Instant upTo;

        ByTime(Handle handle, LogFilter filter, Instant before) {
            this.handle = handle;
            this.filter = filter;
            this.before = before;
            this.upTo = before;
        }

        @Override
        List<Hour> hours() {
            return HourlyCounts.until(handle, filter, upTo);
        }

        @Override
        long add(Hour hour, List<String> spans) {
            Instant end = hour.begun().plus(1, ChronoUnit.HOURS);
            boolean isDivided = end.isAfter(before);
            // one bound, since PostgreSQL begins to read an index at either of two
            spans.add("id BETWEEN %d AND %d AND last_synced_at >= TIMESTAMP WITH TIME ZONE '%s' AND %s".formatted(hour.first(), hour.last(), hour.begun(),
                    isDivided ? EARLIER : "last_synced_at < TIMESTAMP WITH TIME ZONE '" + end + "'"));
            upTo = hour.begun().minusNanos(1000);
            return isDivided ? 0 : hour.number();
        }
    }

    /** An hour's ids may reach into those of others. By the order of their last ids, all ids above the lowest so far have been looked at. */
    static final class ById extends LogSpans {

        private final Handle handle;
        private final LogFilter filter;
        private final long before;
        private long upTo = Long.MAX_VALUE;
        private long floor;

        ById(Handle handle, LogFilter filter, long before) {
            this.handle = handle;
            this.filter = filter;
            this.before = before;
            this.floor = before;
        }

        @Override
        List<Hour> hours() {
            return HourlyCounts.below(handle, filter, before, upTo);
        }

        @Override
        long add(Hour hour, List<String> spans) {
            upTo = hour.last() - 1;
            if (hour.first() >= floor) {
                return 0;
            }
            spans.add("id BETWEEN " + hour.first() + " AND " + Math.min(hour.last(), floor - 1));
            floor = hour.first();
            return hour.last() < before ? hour.number() : 0;
        }
    }
}
