package io.syncbridge.runs.compare;

import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Observations;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Inbox;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at records that seem to differ once more, as they are now, and tells what is different and why. */
@ApplicationScoped
class SecondLook {

    private final Systems systems;
    private final Things things;
    private final Inbox inbox;
    private final Deliveries deliveries;

    SecondLook(Systems systems, Things things, Inbox inbox, Deliveries deliveries) {
        this.systems = systems;
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
        Map<RecordRef, Change> found = new HashMap<>();
        Things.Loaded loaded = things.load(sync.name(), records(groups), syncIds(groups));
        List<Group> whole = whole(groups, loaded);
        bySystem(records(whole)).forEach((system, ids) -> read(sync, system, ids)
                .forEach(change -> found.put(change.ref(), change)));
        Set<RecordRef> waiting = new HashSet<>();
        bySystem(records(whole)).forEach((system, ids) -> inbox.waiting(sync.name(), system, ids)
                .forEach(id -> waiting.add(new RecordRef(system, id))));
        Map<String, List<Delivery>> undelivered = deliveries.of(sync.name(), loaded.things().keySet());
        return whole.stream().map(group -> new Diagnosis(sync, loaded.things().get(group.thing()), group,
                seen(sync, group, loaded.things().get(group.thing()), found), changed(group, found), waiting,
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

    private List<Change> read(SyncDefinition sync, String system, List<String> ids) {
        var found = new ArrayList<Change>();
        int size = sync.batch().size();
        for (int from = 0; from < ids.size(); from += size) {
            found.addAll(systems.read(sync.name(), system, ids.subList(from, Math.min(ids.size(), from + size))));
        }
        return found;
    }

    private static List<Seen> seen(SyncDefinition sync, Group group, Thing thing, Map<RecordRef, Change> found) {
        return group.records().stream().map(found::get).filter(change -> change != null)
                .map(change -> seen(sync, change, thing == null ? null : thing.shadows().get(change.ref().system())))
                .flatMap(Optional::stream).toList();
    }

    /** Returns nothing for a record that is gone, or flagged as deleted. */
    static Optional<Seen> seen(SyncDefinition sync, Change change, Shadow shadow) {
        String system = change.ref().system();
        if (change.operation() == Operation.DELETE
                || Observations.presence(sync.system(system), change.record(), shadow) != Presence.PRESENT) {
            return Optional.empty();
        }
        Mapped<CanonicalRecord> mapped = sync.mapping().toCanonical(system, change.record());
        return Optional.of(new Seen(change.ref(), mapped.value(), mapped.problems()));
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

    static Map<String, List<String>> bySystem(Collection<RecordRef> records) {
        return records.stream().collect(Collectors.groupingBy(RecordRef::system, LinkedHashMap::new,
                Collectors.mapping(RecordRef::recordId, Collectors.toList())));
    }
}
