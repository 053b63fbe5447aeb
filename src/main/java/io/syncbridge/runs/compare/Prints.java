package io.syncbridge.runs.compare;

import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.pipeline.MatchKeys;
import io.syncbridge.reconcile.Policy;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.runs.LiveRecords;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.Comparisons.Print;
import io.syncbridge.store.Things;
import io.syncbridge.store.Things.MatchKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes fingerprints of a page of one system's records, each under the name of the thing that it belongs to. */
@ApplicationScoped
class Prints {

    private final Systems systems;
    private final Things things;
    private final LiveRecords live;

    Prints(Systems systems, Things things, LiveRecords live) {
        this.live = live;
        this.systems = systems;
        this.things = things;
    }

    List<Print> of(SyncDefinition sync, String system, List<Change> page) {
        List<Seen> seen = live.translated(sync, whole(sync, system, page).stream()
                .map(change -> live.seen(sync, change, null)).flatMap(Optional::stream).toList());
        Map<String, String> linked = seen.isEmpty() ? Map.of()
                : things.syncIds(sync.name(), system, seen.stream().map(one -> one.ref().recordId()).toList());
        Map<MatchKey, List<String>> known = known(sync, seen.stream()
                .filter(one -> !linked.containsKey(one.ref().recordId())).toList());
        List<SharedFields> parts = SharedFields.of(sync.policy());
        var names = new LinkedHashMap<Seen, String>();
        seen.forEach(one -> names.put(one, linked.containsKey(one.ref().recordId()) ? linked.get(one.ref().recordId())
                : unlinked(sync, one, known)));
        Map<String, Map<String, Presence>> places = sync.policy().scopes().isEmpty() ? Map.of()
                : things.presences(sync.name(), names.values());
        return names.entrySet().stream().flatMap(one -> Fingerprint.of(one.getValue(), one.getKey(), parts,
                leftOut(sync.policy(), one.getKey(), places.getOrDefault(one.getValue(), Map.of()))).stream()).toList();
    }

    private static Set<String> leftOut(Policy policy, Seen record, Map<String, Presence> places) {
        return policy.scopes().keySet().stream().filter(system -> !system.equals(record.system())
                && Reconcile.isLeftOut(system, places.get(system), record.values(), policy)).collect(Collectors.toSet());
    }

    /** What a scan reports without values is read. */
    private List<Change> whole(SyncDefinition sync, String system, List<Change> page) {
        var whole = new ArrayList<>(page.stream().filter(change -> !change.isHint() && change.operation() != Operation.DELETE).toList());
        List<String> hints = page.stream().filter(Change::isHint).map(change -> change.ref().recordId()).distinct().toList();
        if (!hints.isEmpty()) {
            whole.addAll(systems.read(sync.name(), system, hints));
        }
        return whole;
    }

    private Map<MatchKey, List<String>> known(SyncDefinition sync, List<Seen> strangers) {
        var keys = new LinkedHashSet<MatchKey>();
        strangers.forEach(one -> keys.addAll(MatchKeys.of(sync, one.values())));
        return things.findByKey(sync.name(), keys);
    }

    /** A record that is not linked stands where the pipeline would put it. */
    private static String unlinked(SyncDefinition sync, Seen record, Map<MatchKey, List<String>> known) {
        List<MatchKey> keys = MatchKeys.of(sync, record.values());
        return keys.stream().map(key -> known.getOrDefault(key, List.of())).filter(found -> found.size() == 1)
                .map(found -> found.get(0)).findFirst()
                .orElseGet(() -> Fingerprint.unpaired(keys.isEmpty() ? record.ref().toString()
                        : keys.get(0).rule() + ":" + keys.get(0).key()));
    }
}
