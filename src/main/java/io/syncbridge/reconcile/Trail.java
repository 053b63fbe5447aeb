package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What a record was until shortly, so that what a lagging copy of its system shows (a search index, a replica, a cache) is
 * recognised for what it is.
 *
 * @param awaited when the bridge wrote to the record last; {@code null} where it never did
 * @param unseen whether the system has not shown the record since then
 * @param created whether the bridge created the record, and nobody had seen it when it was written to last
 * @param leftOut whether the system has left the record out since it was written to: what it shows is known to lag
 * @param past the record's earlier states, the latest one last
 */
public record Trail(Instant awaited, boolean unseen, boolean created, boolean leftOut, List<Past> past) {

    public static final Trail NONE = new Trail(null, false, false, false, List.of());

    /** How many earlier states are kept. */
    static final int LONGEST = 16;

    /**
     * An earlier state.
     *
     * @param values those of the fields that are different now; nothing known of one is as good as blank
     * @param until when it was found to be over, by the bridge's clock
     */
    public record Past(Presence presence, CanonicalRecord values, String version, Instant time, Instant until) {

        /** Says whether a copy that lags so much may still show it. */
        boolean mayShow(Instant now, Duration lag) {
            return now.isBefore(until.plus(lag));
        }

        boolean shows(String field, Object value) {
            return values.has(field) && Objects.equals(values.get(field), value);
        }
    }

    public Trail {
        past = List.copyOf(past);
    }

    /** Returns the trail with the values of the earlier states in other terms. */
    public Trail restated(UnaryOperator<CanonicalRecord> terms) {
        return past.isEmpty() ? this : new Trail(awaited, unseen, created, leftOut, past.stream().map(one ->
                new Past(one.presence(), terms.apply(one.values()), one.version(), one.time(), one.until())).toList());
    }

    /** Returns the trail of a record that the bridge has just written to. */
    Trail written(boolean create, Instant now) {
        return new Trail(now, true, create || isNeverSeen(), leftOut, past);
    }

    /** Returns the trail of a record that the system shows. */
    Trail seen() {
        return unseen ? new Trail(awaited, false, created, leftOut, past) : this;
    }

    /** Returns the trail of a record that the system does not show though it is there. */
    Trail missed() {
        return new Trail(awaited, unseen, created, true, past);
    }

    /** Says whether the bridge created the record and the system has never shown it. */
    boolean isNeverSeen() {
        return created && unseen;
    }

    /** Says whether the record may be there though a copy that lags so much does not show it. */
    public boolean mayBeLeftOut(Instant now, Duration lag) {
        return awaited != null && (unseen || leftOut) && now.isBefore(awaited.plus(lag));
    }

    /** Returns this trail after the record was changed. @param before {@code null} for a record that was not known */
    Trail leading(Shadow before, Shadow after, Instant now, Duration lag) {
        if (before == null || lag.isZero() || before.presence() == after.presence() && before.values().equals(after.values())) {
            return this;
        }
        var replaced = new LinkedHashMap<String, Object>();
        before.values().with(after.values()).fields().stream()
                .filter(field -> !Objects.equals(before.values().get(field), after.values().get(field)))
                .forEach(field -> replaced.put(field, before.values().get(field)));
        var states = new ArrayList<>(past.stream().filter(one -> one.mayShow(now, lag)).toList());
        states.add(new Past(before.presence(), new CanonicalRecord(replaced), before.version(), before.time(), now));
        return new Trail(awaited, unseen, created, leftOut, states.subList(Math.max(0, states.size() - LONGEST), states.size()));
    }
}
