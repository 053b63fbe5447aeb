package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.mapping.Flags;
import io.syncbridge.mapping.Forms;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Fit;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Problem;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.StreamPlace;
import io.syncbridge.reconcile.Leaving;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Turns what a system reports into observations in canonical form. */
public final class Observations {

    private Observations() {
    }

    /** Maps a report that carries values, or a delete. */
    static Mapped<Observation> of(Batch batch, Change report) {
        if (report.operation() == Operation.DELETE) {
            return new Mapped<>(gone(batch, report), List.of());
        }
        RecordRef ref = report.ref();
        Mapped<CanonicalRecord> mapped = understood(batch.definition(), batch.forms(), report, batch.thingOf(ref));
        Presence presence = presence(batch.definition().system(ref.system()), report.record(), batch.shadowOf(ref),
                batch.read.contains(ref));
        return new Mapped<>(new Observation(ref, presence, batch.pointers.inward(ref, mapped.value()), ourTime(batch, ref, report.time()),
                report.version(), report.time(), notBefore(batch, report), unread(batch, report, mapped)), mapped.problems());
    }

    private static Set<String> unread(Batch batch, Change report, Mapped<CanonicalRecord> mapped) {
        if (mapped.ok() || report.record() == null) {
            return Set.of();
        }
        var unread = new HashSet<>(batch.definition().mapping().unreadable(report.ref().system(), report.record()).keySet());
        unread.removeAll(mapped.value().fields());
        return unread;
    }

    /**
     * Says whether a report counts although some of its fields cannot be read: it is known whose they are, so that they can be
     * left out. A record that is new is taken in only if what it is matched by can be read, and anything at all.
     */
    static boolean isReadable(Batch batch, Change report, Mapped<Observation> mapped) {
        if (mapped.ok() || report.problem() != null) {
            return mapped.ok();
        }
        Observation seen = mapped.value();
        return batch.thingOf(report.ref()) != null || seen.values().values().values().stream().anyMatch(Objects::nonNull)
                && batch.definition().match().stream().flatMap(List::stream).noneMatch(seen.unreadable()::contains);
    }

    /**
     * Returns the record with a blank in each place that it lacks and where it is known to have held a value, if its system shows records
     * as a whole; or else the same record.
     */
    static Change whole(Batch batch, Change found) {
        Shadow shadow = batch.shadowOf(found.ref());
        String system = found.ref().system();
        if (shadow == null || !shadow.isPresent() || found.record() == null || found.operation() == Operation.DELETE || !batch.facts().showsWhole(system)) {
            return found;
        }
        List<FieldPath> lacking = batch.definition().lines().stream()
                .filter(line -> line.bindings().containsKey(system) && shadow.values().get(line.field()) != null)
                .flatMap(line -> line.bindings().get(system).paths().stream()).filter(path -> !path.isPresentIn(found.record())).toList();
        var record = new LinkedHashMap<>(found.record());
        lacking.forEach(path -> path.set(record, null));
        return lacking.isEmpty() ? found : new Change(found.ref(), found.operation(), record, found.time(), found.version(), found.eventId(),
                found.problem(), found.notBefore(), found.formerId());
    }

    /** Maps the values that a report holds; that it cannot be read is a problem like any other. */
    public static Mapped<CanonicalRecord> canonical(SyncDefinition sync, Change report) {
        Mapped<CanonicalRecord> mapped = report.record() == null ? new Mapped<>(CanonicalRecord.EMPTY, List.of())
                : sync.mapping().toCanonical(report.ref().system(), report.record());
        if (report.problem() == null) {
            return mapped;
        }
        var problem = new Problem("unreadable-record", report.ref().toString(), report.problem(), "Correct the record in its system.");
        return new Mapped<>(mapped.value(), Stream.concat(Stream.of(problem), mapped.problems().stream()).toList());
    }

    /** Likewise, where values may be in the form of a former definition. @param thing what is known of it; {@code null} for nothing */
    public static Mapped<CanonicalRecord> understood(SyncDefinition sync, Forms forms, Change report, Thing thing) {
        Mapped<CanonicalRecord> read = canonical(sync, report);
        String system = report.ref().system();
        return forms.isEmpty() || report.record() == null ? read
                : forms.understood(system, report.record(), read, Formers.held(thing, system));
    }

    /** What is known of a record, as if it were seen now. */
    static Observation known(Batch batch, Shadow shadow) {
        return new Observation(shadow.ref(), shadow.presence(), shadow.values(), ourTime(batch, shadow.ref(), shadow.time()),
                shadow.version(), shadow.time());
    }

    /** Notes that a record is gone. @param report what it is known by, and since when as far as that says so */
    static Observation gone(Batch batch, Change report) {
        return new Observation(report.ref(), Presence.GONE, CanonicalRecord.EMPTY, ourTime(batch, report.ref(), report.time()),
                StreamPlace.of(report.version()).map(StreamPlace::version).orElse(null), report.time(), notBefore(batch, report));
    }

    private static Instant notBefore(Batch batch, Change report) {
        if (report.time() != null) {
            return ourTime(batch, report.ref(), report.time());
        }
        return report.notBefore() == null ? Observation.LONG_AGO : earlier(report.notBefore(), batch.now());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * Says whether the record counts as deleted, or is outside of its system's scope. A report that does not hold the fields
     * in question leaves it as it was, and one that was never seen outside.
     *
     * @param record {@code null} for a report that could not be read
     * @param whole whether a field that the record does not hold is blank
     */
    public static Presence presence(SystemDefinition system, Map<String, Object> record, Shadow shadow, boolean whole) {
        if (record == null) {
            return shadow == null ? Presence.PRESENT : shadow.presence();
        }
        Presence life = life(system, record, shadow, whole);
        return life == Presence.PRESENT ? place(system, record, shadow, whole) : life;
    }

    /** Says where a record is that the bridge has just written: where it was wanted, unless it is known to be outside. */
    static Observation written(Batch batch, Observation stored, Map<String, Object> record) {
        SystemDefinition system = batch.definition().system(stored.ref().system());
        if (stored.presence() == Presence.HIDDEN || stored.presence() == Presence.GONE) {
            return stored;
        }
        boolean outside = system.leaving() != Leaving.KEEP && system.filter().fit(record) == Fit.OUTSIDE;
        return new Observation(stored.ref(), outside ? Presence.OUTSIDE : Presence.PRESENT, stored.values(), stored.time(),
                stored.version(), stored.systemTime());
    }

    private static Presence place(SystemDefinition system, Map<String, Object> record, Shadow shadow, boolean whole) {
        boolean outside = shadow == null || shadow.presence() == Presence.OUTSIDE;
        if (system.filter().isEmpty() || !outside && system.leaving() == Leaving.KEEP) {
            return Presence.PRESENT;
        }
        return switch (whole ? system.filter().fitWhole(record) : system.filter().fit(record)) {
            case INSIDE -> Presence.PRESENT;
            case OUTSIDE -> Presence.OUTSIDE;
            case UNKNOWN -> outside ? Presence.OUTSIDE : Presence.PRESENT;
        };
    }

    private static Presence life(SystemDefinition system, Map<String, Object> record, Shadow shadow, boolean whole) {
        boolean hidden = shadow != null && shadow.presence() == Presence.HIDDEN;
        return !system.softDelete().isEmpty() && switch (Flags.fit(system.softDelete(), record, whole)) {
            case INSIDE -> true;
            case OUTSIDE -> false;
            case UNKNOWN -> hidden;
        } ? Presence.HIDDEN : Presence.PRESENT;
    }

    /** Times of different systems are compared by the bridge's clock. */
    private static Instant ourTime(Batch batch, RecordRef ref, Instant systemTime) {
        return systemTime == null ? batch.now()
                : systemTime.minus(batch.facts().clockOffset(ref.system()));
    }
}
