package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a thing is agreed to be: every system that is written to is brought to this.
 *
 * @param fields by canonical field name; a field that nobody has reported yet is not among them
 * @param deletion when and where the thing was deleted; {@code null} while it lives
 */
public record Base(Map<String, BaseValue> fields, Deletion deletion) {

    public static final Base EMPTY = new Base(Map.of(), null);

    /**
     * @param time when it was deleted, or was found to be
     * @param system the system that deleted it, or the person who decided so
     * @param notBefore when it was not deleted yet; {@code time} where that is exact
     */
    public record Deletion(Instant time, String system, Instant notBefore) {

        /** Returns a delete whose time is exact. */
        public Deletion(Instant time, String system) {
            this(time, system, time);
        }
    }

    public Base {
        fields = Collections.unmodifiableMap(fields);
    }

    public boolean isDeleted() {
        return deletion != null;
    }

    /** Returns the agreed values without their history. */
    public CanonicalRecord values() {
        var values = new LinkedHashMap<String, Object>();
        fields.forEach((field, base) -> values.put(field, base.value()));
        return new CanonicalRecord(values);
    }

    Base with(String field, BaseValue value) {
        var changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new Base(changed, deletion);
    }

    Base with(Deletion deletion) {
        return new Base(fields, deletion);
    }
}
