package io.syncbridge.runs;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Knowledge;
import io.syncbridge.store.Things;
import io.syncbridge.store.Things.Loaded;
import io.syncbridge.store.Things.MatchKey;
import io.syncbridge.store.Things.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of a sync's things, with what a plan has foreseen of them laid over it. */
final class PlannedThings implements Knowledge {

    private final Things things;
    private final String sync;
    private final String plan;
    private final Set<String> foreseen = new HashSet<>();

    PlannedThings(Things things, String sync, long run) {
        this.things = things;
        this.sync = sync;
        this.plan = Things.planned(run);
    }

    @Override
    public Loaded load(Collection<RecordRef> records, Collection<String> syncIds) {
        Loaded known = things.load(sync, records, syncIds);
        Set<String> wanted = new LinkedHashSet<>(syncIds);
        wanted.addAll(known.things().keySet());
        Loaded planned = things.load(plan, records, wanted);
        foreseen.addAll(planned.things().keySet());
        var all = new HashMap<>(known.things());
        all.putAll(planned.things());
        var linked = new HashMap<>(known.syncIds());
        linked.putAll(planned.syncIds());
        var former = new HashMap<>(known.former());
        former.putAll(planned.former());
        former.keySet().removeAll(planned.syncIds().keySet());
        return new Loaded(all, linked, former);
    }

    @Override
    public Map<MatchKey, List<String>> findByKey(Collection<MatchKey> keys) {
        Map<MatchKey, List<String>> known = things.findByKey(sync, keys);
        List<String> ids = known.values().stream().flatMap(List::stream).distinct().toList();
        Set<String> outdated = things.load(plan, List.of(), ids).things().keySet();
        var found = new HashMap<MatchKey, List<String>>();
        known.forEach((key, syncIds) -> found.put(key, new ArrayList<>(syncIds.stream()
                .filter(id -> !outdated.contains(id)).toList())));
        things.findByKey(plan, keys).forEach((key, syncIds) -> found.computeIfAbsent(key, k -> new ArrayList<>()).addAll(syncIds));
        return found;
    }

    /** Returns those of the records that the plan has not come across, be it as another record's counterpart. */
    List<Change> untold(List<Change> found) {
        Set<RecordRef> told = things.load(plan, found.stream().map(Change::ref).toList(), List.of()).syncIds().keySet();
        return found.stream().filter(change -> !told.contains(change.ref())).toList();
    }

    /** Keeps what was foreseen; of a thing that the plan did not know it keeps all, not only what differs. */
    void save(Collection<Revision> revisions, Instant now) {
        things.save(plan, revisions.stream().map(revision -> foreseen.contains(revision.after().syncId()) ? revision
                : new Revision(null, revision.after(), List.of(), revision.keys())).toList(), now);
    }
}
