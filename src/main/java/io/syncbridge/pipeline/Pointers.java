package io.syncbridge.pipeline;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Translates the fields that point to other records, as far as their things and records are known here: a record id of the
 * parent's in each system, its sync id between the systems.
 */
public final class Pointers {

    /** @param id a record id, or a sync id */
    record Place(String sync, String system, String id) {
    }

    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Map<Place, String> things = new ConcurrentHashMap<>();
    private final Map<Place, String> records = new ConcurrentHashMap<>();
    private final Map<RecordRef, Map<String, String>> unresolved = new ConcurrentHashMap<>();

    Pointers(SyncDefinition sync) {
        sync.references().forEach((field, reference) -> parents.put(field, reference.sync()));
    }

    boolean isEmpty() {
        return parents.isEmpty();
    }

    /** Returns the sync that each field points to. */
    Map<String, String> parents() {
        return parents;
    }

    /** @param recordId of the parent's in the system */
    void isThing(String parent, String system, String recordId, String syncId) {
        things.put(new Place(parent, system, recordId), syncId);
        records.put(new Place(parent, system, syncId), recordId);
    }

    boolean knowsThing(String parent, String system, String recordId) {
        return things.containsKey(new Place(parent, system, recordId));
    }

    boolean knowsRecord(String parent, String system, String syncId) {
        return records.containsKey(new Place(parent, system, syncId));
    }

    /** Returns the values with sync ids for record ids. A field whose parent is not known is absent, and noted. */
    CanonicalRecord inward(RecordRef record, CanonicalRecord values) {
        if (parents.isEmpty()) {
            return values;
        }
        var translated = new LinkedHashMap<>(values.values());
        var missing = new LinkedHashMap<String, String>();
        parents.forEach((field, parent) -> {
            if (values.get(field) != null) {
                String id = text(values.get(field));
                String thing = things.get(new Place(parent, record.system(), id));
                if (thing != null) {
                    translated.put(field, thing);
                } else {
                    translated.remove(field);
                    missing.put(field, id);
                }
            }
        });
        if (!missing.isEmpty()) {
            unresolved.put(record, missing);
        }
        return new CanonicalRecord(translated);
    }

    /** Returns the values with the system's record ids for sync ids; these are known. */
    CanonicalRecord outward(String system, CanonicalRecord values) {
        if (parents.isEmpty()) {
            return values;
        }
        var translated = new LinkedHashMap<>(values.values());
        parents.forEach((field, parent) -> {
            if (values.get(field) != null) {
                translated.put(field, records.get(new Place(parent, system, text(values.get(field)))));
            }
        });
        return new CanonicalRecord(translated);
    }

    /** Returns the values without the fields that point elsewhere. */
    CanonicalRecord without(CanonicalRecord values) {
        var others = new LinkedHashMap<>(values.values());
        others.keySet().removeAll(parents.keySet());
        return new CanonicalRecord(others);
    }

    /** Returns the record ids by field that the record points to, of parents that are not known. */
    Map<String, String> unresolved(RecordRef record) {
        return unresolved.getOrDefault(record, Map.of());
    }

    Set<RecordRef> unresolved() {
        return Set.copyOf(unresolved.keySet());
    }

    /** Returns what a field holds as a record id; what could be none is cut so that it can be kept, and will never be found. */
    static String text(Object held) {
        String id = held instanceof BigDecimal number ? number.toPlainString() : String.valueOf(held);
        return RecordRef.mistakeIn(id) == null ? id
                : id.replace('\0', '\uFFFD').substring(0, Math.min(id.length(), RecordRef.LONGEST_ID));
    }
}
