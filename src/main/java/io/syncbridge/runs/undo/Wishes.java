package io.syncbridge.runs.undo;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.SyncLog.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Tells from rows of the sync log what has to be done to take them back. Pure. */
final class Wishes {

    private Wishes() {
    }

    /** Returns what takes the writes of one thing back, as one. @param rows oldest first */
    static List<Wish> of(String syncId, List<Entry> rows) {
        Map<String, List<Entry>> bySystem = rows.stream()
                .collect(Collectors.groupingBy(Entry::targetSystem, LinkedHashMap::new, Collectors.toList()));
        var wishes = new ArrayList<Wish>();
        var updates = new ArrayList<Wish>();
        for (List<Entry> writes : bySystem.values()) {
            Wish wish = ofSystem(syncId, writes);
            if (wish != null) {
                (wish.kind() == Wish.Kind.PUT_BACK ? updates : wishes).add(wish);
            }
        }
        if (wishes.stream().anyMatch(wish -> wish.kind() == Wish.Kind.RESTORE)) {
            return wishes.stream().filter(wish -> wish.kind() == Wish.Kind.RESTORE).limit(1).toList();
        }
        merged(updates).forEach(wishes::add);
        return wishes;
    }

    private static Wish ofSystem(String syncId, List<Entry> writes) {
        Entry first = writes.get(0);
        Entry last = writes.get(writes.size() - 1);
        var record = new RecordRef(last.targetSystem(), last.targetRecordId());
        boolean created = first.operation() == Operation.CREATE;
        if (last.operation() == Operation.DELETE) {
            return created ? null : new Wish(Wish.Kind.RESTORE, syncId, record, Map.of());
        }
        return new Wish(created ? Wish.Kind.REMOVE : Wish.Kind.PUT_BACK, syncId, record, fields(writes));
    }

    /** Returns for each field what was written last and what was there first. */
    private static Map<String, Wish.Field> fields(List<Entry> writes) {
        var fields = new LinkedHashMap<String, Wish.Field>();
        for (Entry write : writes) {
            write.details().forEach((name, json) -> {
                Map<?, ?> detail = (Map<?, ?>) json;
                Wish.Field before = fields.get(name);
                fields.put(name, new Wish.Field(detail.get("to"), before == null ? detail.get("from") : before.former()));
            });
        }
        return fields;
    }

    /** All systems hold the same, so that one value is put back everywhere: what was written to several is one wish. */
    private static List<Wish> merged(Collection<Wish> updates) {
        var merged = new ArrayList<Wish>();
        for (Wish wish : updates) {
            var own = new LinkedHashMap<>(wish.fields());
            merged.forEach(other -> other.fields().forEach(own::remove));
            if (!own.isEmpty()) {
                merged.add(wish.with(own));
            }
        }
        return merged;
    }

    /** Returns the fields of which nobody can tell what to put back: systems held different values before, or unknown ones. */
    static List<String> unclear(List<Entry> rows) {
        var former = new LinkedHashMap<String, Wish.Field>();
        var unclear = new ArrayList<String>();
        rows.stream().collect(Collectors.groupingBy(Entry::targetSystem)).values().forEach(writes -> unclear.addAll(untold(writes)));
        rows.stream().filter(row -> row.operation() == Operation.UPDATE).collect(Collectors.groupingBy(Entry::targetSystem)).values().forEach(writes -> fields(writes)
                .forEach((name, field) -> {
                    Wish.Field other = former.putIfAbsent(name, field);
                    if (other != null && !Objects.equals(other.former(), field.former())) {
                        unclear.add(name);
                    }
                }));
        return unclear.stream().distinct().toList();
    }

    /**
     * Returns the fields of which the writes to one system do not tell what was there before. A record that was created anew, in the
     * place of one that was there, tells it of nothing.
     */
    private static List<String> untold(List<Entry> writes) {
        var told = new HashSet<String>();
        var untold = new ArrayList<String>();
        for (Entry write : writes) {
            write.details().forEach((name, detail) -> {
                boolean isTold = ((Map<?, ?>) detail).containsKey("from")
                        || write.operation() == Operation.CREATE && (write == writes.get(0) || told.contains(name));
                (isTold ? told : untold).add(name);
            });
        }
        return untold;
    }
}
