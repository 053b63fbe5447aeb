package io.syncbridge.runs.compare;

import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Freshness;
import io.syncbridge.reconcile.Freshness.Look;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.pipeline.References;
import io.syncbridge.runs.LiveRecords;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at records that seem to differ once more, as they are now, and tells what is different and why. */
@ApplicationScoped
class SecondLook {

    private final Systems systems;
    private final LiveRecords live;
    private final Things things;
    private final Inbox inbox;
    private final References references;
    private final Deliveries deliveries;
    private final Clock clock;

    SecondLook(Systems systems, LiveRecords live, Things things, Inbox inbox, References references,
            Deliveries deliveries, Clock clock) {
        this.clock = clock;
        this.references = references;
        this.systems = systems;
        this.live = live;
        this.things = things;
        this.inbox = inbox;
        this.deliveries = deliveries;
    }

    /**
     * Returns the differences; what has come to agree is not among them.
     *
     * @param since when the comparison began
     * @throws io.syncbridge.component.SystemCallException if a system cannot be asked
     */
    List<Difference> at(SyncDefinition sync, Collection<Group> groups, Instant since) {
        Things.Loaded loaded = things.load(sync.name(), records(groups), syncIds(groups));
        List<Group> whole = whole(groups, loaded);
        Map<RecordRef, Change> found = live.read(sync, records(whole));
        Set<RecordRef> waiting = new HashSet<>();
        LiveRecords.bySystem(records(whole)).forEach((system, ids) -> Stream.of(inbox.waiting(sync.name(), system, ids),
                references.waiting(sync.name(), system, ids)).flatMap(Set::stream)
                .forEach(id -> waiting.add(new RecordRef(system, id))));
        Map<String, List<Delivery>> undelivered = deliveries.of(sync.name(), loaded.things().keySet());
        Map<String, Thing> known = live.restated(sync, loaded.things());
        return whole.stream().map(group -> new Diagnosis(sync, known.get(group.thing()), group,
                seen(sync, group, known.get(group.thing()), found), changed(group, found), waiting,
                undelivered.getOrDefault(group.thing(), List.of()), since).difference()).flatMap(Optional::stream).toList();
    }

    /** Puts the records together by the things that they belong to by now, with all records that the bridge knows of these. */
    private static List<Group> whole(Collection<Group> groups, Things.Loaded loaded) {
        var whole = new LinkedHashMap<String, Set<RecordRef>>();
        groups.forEach(group -> group.records().forEach(ref -> whole.computeIfAbsent(
                loaded.syncIds().getOrDefault(ref, group.thing()), thing -> new LinkedHashSet<>()).add(ref)));
        loaded.things().values().forEach(thing -> {
            Set<RecordRef> known = whole.computeIfAbsent(thing.syncId(), id -> new LinkedHashSet<>());
            thing.shadows().values().forEach(shadow -> known.add(shadow.ref()));
        });
        return whole.entrySet().stream().map(one -> new Group(one.getKey(), one.getValue())).toList();
    }

    private List<Seen> seen(SyncDefinition sync, Group group, Thing thing, Map<RecordRef, Change> found) {
        List<Seen> shown = live.translated(sync, group.records().stream().map(found::get).filter(change -> change != null)
                .map(change -> live.seen(sync, change, thing))
                .flatMap(Optional::stream).toList());
        if (thing == null) {
            return shown;
        }
        return group.records().stream().flatMap(ref -> current(sync, thing.shadows().get(ref.system()), ref, found.get(ref),
                shown.stream().filter(one -> one.ref().equals(ref)).findFirst().orElse(null)).stream()).toList();
    }

    /** Returns what a record holds now, as far as its system shows that already. @param shown {@code null} for a record that is not there */
    private Optional<Seen> current(SyncDefinition sync, Shadow known, RecordRef ref, Change found, Seen shown) {
        if (known == null || !known.ref().equals(ref)) {
            return Optional.ofNullable(shown);
        }
        if (found == null && !live.shows(sync, ref.system())) {
            return known.isPresent() ? Optional.of(new Seen(ref, known.values(), List.of())) : Optional.empty();
        }
        Duration lag = systems.lag(sync.name(), ref.system());
        Instant now = clock.instant();
        Instant time = found == null ? null : found.time();
        var observed = new Observation(ref, shown == null ? Presence.GONE : Presence.PRESENT,
                shown == null ? CanonicalRecord.EMPTY : shown.values(),
                time == null ? now : time.minus(systems.clockOffset(ref.system())), found == null ? null : found.version(), time);
        Look look = Freshness.look(known, observed, false, lag, now);
        if (look.again() == null) {
            return Optional.ofNullable(shown);
        }
        return known.isPresent() ? Optional.of(new Seen(ref, look.seen() == null ? known.values() : known.values().with(look.seen().values()),
                shown == null ? List.of() : shown.problems())) : Optional.empty();
    }

    private Map<RecordRef, Instant> changed(Group group, Map<RecordRef, Change> found) {
        var changed = new HashMap<RecordRef, Instant>();
        group.records().stream().map(found::get).filter(change -> change != null && change.time() != null).forEach(change ->
                changed.put(change.ref(), change.time().minus(systems.clockOffset(change.ref().system()))));
        return changed;
    }

    private static List<RecordRef> records(Collection<Group> groups) {
        return groups.stream().flatMap(group -> group.records().stream()).distinct().toList();
    }

    private static List<String> syncIds(Collection<Group> groups) {
        return groups.stream().map(Group::thing).filter(thing -> !Fingerprint.isUnpaired(thing)).toList();
    }
}
