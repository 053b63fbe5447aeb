package io.syncbridge.runs;

import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.pipeline.Formers;
import io.syncbridge.pipeline.Observations;
import io.syncbridge.pipeline.References;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads records as they are now. */
@ApplicationScoped
public class LiveRecords {

    private final Systems systems;
    private final References references;
    private final Formers formers;

    public LiveRecords(Systems systems, References references, Formers formers) {
        this.formers = formers;
        this.systems = systems;
        this.references = references;
    }

    /** Returns the same with sync ids for the record ids of what they point to, as far as these are known. */
    public List<Seen> translated(SyncDefinition sync, List<Seen> records) {
        var values = new HashMap<RecordRef, CanonicalRecord>();
        records.forEach(one -> values.put(one.ref(), one.values()));
        Map<RecordRef, CanonicalRecord> translated = references.translated(sync, values);
        return records.stream().map(one -> new Seen(one.ref(), translated.get(one.ref()), one.problems())).toList();
    }

    /** Says whether what is not found in the system is missing there: a route that has never shown a record cannot be asked. */
    public boolean shows(SyncDefinition sync, String system) {
        return systems.knows(sync.name(), system, SyncAction.READ) && systems.hasAnswered(sync.name(), system);
    }

    /**
     * Returns those of the records that exist and that their systems can show, see {@link #shows}.
     *
     * @throws io.syncbridge.component.SystemCallException if a system cannot be asked
     */
    public Map<RecordRef, Change> read(SyncDefinition sync, Collection<RecordRef> records) {
        var found = new HashMap<RecordRef, Change>();
        int size = sync.batch().size();
        Map<String, List<String>> asked = bySystem(records);
        asked.keySet().removeIf(system -> !systems.knows(sync.name(), system, SyncAction.READ));
        asked.forEach((system, ids) -> {
            for (int from = 0; from < ids.size(); from += size) {
                systems.read(sync.name(), system, ids.subList(from, Math.min(ids.size(), from + size)))
                        .forEach(change -> found.put(change.ref(), change));
            }
        });
        return found;
    }

    /**
     * Returns what the record holds; nothing for one that is gone, flagged as deleted or outside of its system's scope.
     *
     * @param thing what is known of the thing that it belongs to, see {@link #restated}; {@code null} for nothing
     */
    public Optional<Seen> seen(SyncDefinition sync, Change change, Thing thing) {
        String system = change.ref().system();
        Shadow shadow = thing == null ? null : thing.shadows().get(system);
        if (change.operation() == Operation.DELETE
                || Observations.presence(sync.system(system), change.record(), shadow, true) != Presence.PRESENT) {
            return Optional.empty();
        }
        Mapped<CanonicalRecord> mapped = Observations.understood(sync, formers.of(sync), change, thing);
        return Optional.of(new Seen(change.ref(), mapped.value(), mapped.problems()));
    }

    /** Returns what is known of things in the terms of the present definition. */
    public Map<String, Thing> restated(SyncDefinition sync, Map<String, Thing> things) {
        var restated = new LinkedHashMap<String, Thing>();
        things.forEach((syncId, thing) -> restated.put(syncId, Formers.restated(formers.of(sync), thing)));
        return restated;
    }

    /** Returns the records' ids by their systems. */
    public static Map<String, List<String>> bySystem(Collection<RecordRef> records) {
        return records.stream().distinct().collect(Collectors.groupingBy(RecordRef::system, LinkedHashMap::new,
                Collectors.mapping(RecordRef::recordId, Collectors.toList())));
    }
}
