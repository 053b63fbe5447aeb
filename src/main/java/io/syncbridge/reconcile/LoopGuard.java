package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.StreamPlace;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the bridge's own writes, repeats and late reports from being taken for edits.
 *
 * <p>Reports arrive late, twice and out of order, so a report that differs from the shadow is an edit only if it is
 * shown to be newer than the shadow. Both times are by the system's own clock. Where that cannot be shown, the record
 * is read; {@link Freshness} judges whether a lagging copy has shown it. Of two reports of one stream that keeps the order the later
 * one is newer, whatever the times say.
 */
public final class LoopGuard {

    private LoopGuard() {
    }

    /**
     * Judges a change before it is mapped.
     *
     * @param shadow what the bridge knows of the record; {@code null} if nothing
     */
    public static Verdict judge(Change change, Shadow shadow) {
        if (change.isHint()) {
            return new Verdict.Unproven("the report holds no values");
        }
        if (shadow == null) {
            return new Verdict.Fresh("first report of this record");
        }
        Optional<Integer> order = StreamPlace.compare(change.version(), shadow.version());
        if (order.isPresent() && (order.get() != 0 || !shadow.isPartlyUnreadable())) {
            return order.get() > 0 ? new Verdict.Fresh("later in its stream than known") : new Verdict.Echo("not later in its stream than known");
        }
        if (change.operation() == Operation.DELETE && shadow.presence() == Presence.GONE && !isNewer(change, shadow)) {
            return new Verdict.Echo("already known to be gone");
        }
        if (shadow.isPresent() && !shadow.isPartlyUnreadable() && change.operation() != Operation.DELETE && change.version() != null
                && change.version().equals(shadow.version())) {
            return new Verdict.Echo("same version as known");
        }
        if (isNewer(change, shadow)) {
            return new Verdict.Fresh("newer than known");
        }
        return new Verdict.Unproven("not shown to be newer than known");
    }

    /** Says whether mapped values tell nothing that the shadow does not hold already; what is outside of the scope tells nothing. */
    public static boolean isEchoByValue(Presence presence, CanonicalRecord values, Shadow shadow) {
        return presence == shadow.presence() && !shadow.isPartlyUnreadable() && (presence == Presence.OUTSIDE || values.fields().stream().allMatch(field -> shadow.values().has(field)
                && Objects.equals(values.get(field), shadow.values().get(field))));
    }

    private static boolean isNewer(Change change, Shadow shadow) {
        return change.time() != null && shadow.time() != null && change.time().isAfter(shadow.time());
    }
}
