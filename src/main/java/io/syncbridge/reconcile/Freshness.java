package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.StreamPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Tells what a system holds from what a lagging copy of it shows: a search index, a replica, a cache.
 *
 * <p>A value that the record had until shortly counts as an edit only if its time shows that somebody set it again, or if it
 * stays for longer than copies lag. A record that the bridge wrote to is not missing for that time either, unless somebody
 * was seen deleting it; one that it created and that never shows is a question for a person.
 */
public final class Freshness {

    private static final Duration SOONEST = Duration.ofSeconds(1);

    private Freshness() {
    }

    /**
     * What a look at a record is worth.
     *
     * @param seen what counts of it; {@code null} for nothing
     * @param again when to look again, since not everything counted; {@code null} for never
     * @param lost whether the record is one that the bridge created and that should show by now
     */
    public record Look(Observation seen, Instant again, boolean lost) {

        private static Look at(Observation seen) {
            return new Look(seen, null, false);
        }
    }

    /**
     * Judges a look at a record.
     *
     * @param known what the bridge knows of the record; {@code null} for nothing
     * @param reported whether the system itself reported the delete of a record that is gone
     * @param lag how long the system may go on to show what is over
     */
    public static Look look(Shadow known, Observation seen, boolean reported, Duration lag, Instant now) {
        if (known == null || lag.isZero() || isAsKnown(known, seen)) {
            return Look.at(seen);
        }
        if (seen.presence() == Presence.GONE) {
            return reported ? Look.at(seen) : absence(known, seen, lag, now);
        }
        if (isNewer(known, seen)) {
            return Look.at(seen);
        }
        Instant over = over(known, seen, lag, now);
        return over != null ? new Look(null, next(over, lag, now), false) : current(known, seen, lag, now);
    }

    private static boolean isAsKnown(Shadow known, Observation seen) {
        return known.presence() == seen.presence() && seen.values().fields().stream()
                .allMatch(field -> known.values().has(field) && Objects.equals(known.values().get(field), seen.values().get(field)));
    }

    private static Look absence(Shadow known, Observation seen, Duration lag, Instant now) {
        if (known.trail().mayBeLeftOut(now, lag)) {
            return new Look(null, next(known.trail().awaited(), lag, now), false);
        }
        return known.trail().isNeverSeen() && known.presence() != Presence.GONE ? new Look(null, null, true) : Look.at(seen);
    }

    /** Says whether its stream or the time shows that the record was changed after all that is known of it. */
    private static boolean isNewer(Shadow known, Observation seen) {
        if (StreamPlace.compare(seen.version(), known.version()).filter(order -> order > 0).isPresent()) {
            return true;
        }
        List<Trail.Past> past = known.trail().past();
        Instant since = known.presence() == Presence.GONE && !past.isEmpty() ? past.get(past.size() - 1).time() : known.time();
        return since != null && seen.systemTime() != null && seen.systemTime().isAfter(since)
                && past.stream().noneMatch(one -> one.time() != null && !seen.systemTime().isAfter(one.time()));
    }

    /** Returns since when the state is over that the look shows as a whole; {@code null} where that cannot be told. */
    private static Instant over(Shadow known, Observation seen, Duration lag, Instant now) {
        if (known.time() != null && seen.systemTime() != null && seen.systemTime().isBefore(known.time())) {
            Instant since = known.time().minus(Duration.between(seen.time(), seen.systemTime()));
            if (now.isBefore(since.plus(lag))) {
                return since;
            }
        }
        return known.trail().past().stream().filter(past -> past.mayShow(now, lag) && (known.presence() != seen.presence()
                ? past.presence() == seen.presence()
                : seen.version() != null && seen.version().equals(past.version()) && !seen.version().equals(known.version())))
                .map(Trail.Past::until).max(Comparator.naturalOrder()).orElse(null);
    }

    /** Leaves the fields out that show a value which is over. */
    private static Look current(Shadow known, Observation seen, Duration lag, Instant now) {
        var values = new LinkedHashMap<>(seen.values().values());
        Instant over = null;
        for (Trail.Past past : known.trail().past()) {
            if (past.mayShow(now, lag) && values.entrySet().removeIf(shown -> past.shows(shown.getKey(), shown.getValue())
                    && !Objects.equals(known.values().get(shown.getKey()), shown.getValue()))) {
                over = past.until();
            }
        }
        return over == null ? Look.at(seen) : new Look(new Observation(seen.ref(), seen.presence(), new CanonicalRecord(values),
                seen.time(), known.version(), known.time(), seen.time(), seen.unreadable()), next(over, lag, now), false);
    }

    /** Looks again soon at first, and in any case when the copy must have caught up. */
    private static Instant next(Instant since, Duration lag, Instant now) {
        Duration elapsed = Duration.between(since, now);
        Instant soon = now.plus(elapsed.compareTo(SOONEST) > 0 ? elapsed : SOONEST);
        Instant last = since.plus(lag);
        return soon.isBefore(last) ? soon : last;
    }
}
