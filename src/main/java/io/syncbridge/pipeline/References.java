package io.syncbridge.pipeline;

import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.store.Children;
import io.syncbridge.store.Children.Kind;
import io.syncbridge.store.Children.Node;
import io.syncbridge.store.Children.Wait;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks up what records point to, and sets aside those whose parents are not known yet: they leave the inbox and are read
 * again when their parents have come. Of records that wait for one another in a circle one is taken in without the field.
 */
@ApplicationScoped
public class References {

    private static final int LONGEST_CHAIN = 1000;
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final Things things;
    private final Children children;
    private final Systems systems;

    public References(Things things, Children children, Systems systems) {
        this.things = things;
        this.children = children;
        this.systems = systems;
    }

    /** A record's values, before what they point to is translated. */
    private record Told(String system, CanonicalRecord values) {
    }

    private record Question(String parent, String system) {
    }

    /** Looks up what the records point to: one query for each parent's sync and system. */
    void load(Batch batch, Collection<Change> records) {
        if (!batch.pointers.isEmpty()) {
            load(batch.pointers, records.stream().filter(one -> one.record() != null && one.operation() != Operation.DELETE)
                    .map(one -> new Told(one.ref().system(), mapped(batch.definition(), one))).toList());
        }
    }

    private static CanonicalRecord mapped(SyncDefinition sync, Change record) {
        return sync.mapping().toCanonical(record.ref().system(), record.record()).value();
    }

    private void load(Pointers pointers, List<Told> records) {
        var wanted = new HashMap<Question, Set<String>>();
        records.forEach(told -> pointers.parents().forEach((field, parent) -> {
            Object id = told.values().get(field);
            if (id != null && !pointers.knowsThing(parent, told.system(), Pointers.text(id))) {
                wanted.computeIfAbsent(new Question(parent, told.system()), question -> new HashSet<>()).add(Pointers.text(id));
            }
        }));
        wanted.forEach((question, ids) -> things.syncIds(question.parent(), question.system(), ids)
                .forEach((id, syncId) -> pointers.isThing(question.parent(), question.system(), id, syncId)));
    }

    /** Returns the values of records as they were read, with sync ids for what they point to; what is not known stays a record id. */
    public Map<RecordRef, CanonicalRecord> translated(SyncDefinition sync, Map<RecordRef, CanonicalRecord> records) {
        var pointers = new Pointers(sync);
        if (pointers.isEmpty()) {
            return records;
        }
        load(pointers, records.entrySet().stream().map(one -> new Told(one.getKey().system(), one.getValue())).toList());
        var translated = new HashMap<RecordRef, CanonicalRecord>();
        records.forEach((ref, values) -> translated.put(ref, values.with(pointers.inward(ref, values))));
        return translated;
    }

    // ---- records that wait

    /** Sets aside what points to parents that are not known; what is in a circle goes on without the field. */
    void setAside(Batch batch) {
        List<RecordRef> children = batch.pointers.unresolved().stream().filter(batch.observations::containsKey).sorted(
                Comparator.comparing(RecordRef::toString)).toList();
        if (children.isEmpty()) {
            return;
        }
        Circles circles = circles(children.stream().flatMap(ref -> waits(batch, ref).stream()).toList());
        for (RecordRef ref : children) {
            List<Wait> waits = waits(batch, ref);
            if (waits.stream().anyMatch(wait -> !circles.leadsTo(wait.parent(), wait.child()))) {
                circles.addAll(waits);
                setAside(batch, ref);
            }
        }
    }

    private void setAside(Batch batch, RecordRef ref) {
        if (systems.knows(batch.sync(), ref.system(), SyncAction.READ)) {
            batch.setAside(ref);
        } else {
            batch.postpone(ref, batch.now().plus(A_WHILE));
        }
    }

    /** Returns what the batch's records wait for. A default of the system's is nobody's wish, and waits for nothing. */
    static List<Wait> waits(Batch batch) {
        return batch.pointers.unresolved().stream().flatMap(ref -> waits(batch, ref).stream()).toList();
    }

    static List<Wait> waits(Batch batch, RecordRef ref) {
        Shadow shadow = batch.shadowOf(ref);
        return batch.pointers.unresolved(ref).entrySet().stream().filter(one -> shadow == null || !shadow.isLeftOut(one.getKey()))
                .map(one -> new Wait(node(batch, ref), one.getKey(), new Node(Kind.READ,
                        batch.pointers.parents().get(one.getKey()), ref.system(), one.getValue()), batch.now())).toList();
    }

    static Node node(Batch batch, RecordRef ref) {
        return new Node(Kind.READ, batch.sync(), ref.system(), ref.recordId());
    }

    /** Returns who waits for whom among the parents of these, their parents, and so on. */
    Circles circles(Collection<Wait> waits) {
        var circles = new Circles();
        var seen = new HashSet<Node>();
        var next = new HashSet<Node>();
        waits.forEach(wait -> next.add(wait.parent()));
        for (int depth = 0; depth < LONGEST_CHAIN && !next.isEmpty(); depth++) {
            seen.addAll(next);
            List<Wait> found = children.of(next);
            circles.addAll(found);
            next.clear();
            found.stream().map(Wait::parent).filter(parent -> !seen.contains(parent)).forEach(next::add);
        }
        return circles;
    }

    /** Returns those of the system's records that are waiting for something. */
    public Set<String> waiting(String sync, String system, Collection<String> recordIds) {
        var found = new HashSet<String>();
        children.of(new HashSet<>(recordIds.stream().map(id -> new Node(Kind.READ, sync, system, id)).toList()))
                .forEach(wait -> found.add(wait.child().id()));
        return found;
    }
}
