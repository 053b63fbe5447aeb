package io.syncbridge.reconcile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A set of records that are the same thing in all systems, and what the bridge knows of it. Maps and sets are given away
 * to it, as to a {@link io.syncbridge.model.CanonicalRecord}.
 *
 * @param syncId its identifier
 * @param base what it is agreed to be
 * @param shadows by system, for the systems that have or had a record of it
 * @param inReview the fields that wait for a person; {@link #RECORD} where the whole record does
 */
public record Thing(String syncId, Base base, Map<String, Shadow> shadows, Set<String> inReview) {

    /** Stands for the record as a whole where a field's name is expected: whether it lives or is deleted. */
    public static final String RECORD = "@record";

    public Thing {
        shadows = Collections.unmodifiableMap(shadows);
        inReview = Collections.unmodifiableSet(inReview);
    }

    /** Returns a thing of which nothing is known yet. */
    public static Thing unknown(String syncId) {
        return new Thing(syncId, Base.EMPTY, Map.of(), Set.of());
    }

    Thing with(Base base) {
        return new Thing(syncId, base, shadows, inReview);
    }

    Thing with(Shadow shadow) {
        var changed = new LinkedHashMap<>(shadows);
        changed.put(shadow.ref().system(), shadow);
        return new Thing(syncId, base, changed, inReview);
    }

    /** Returns the thing without its record in the system, as if it had never had one there. */
    public Thing without(String system) {
        var left = new LinkedHashMap<>(shadows);
        left.remove(system);
        return new Thing(syncId, base, left, inReview);
    }

    Thing inReview(String field) {
        var changed = new LinkedHashSet<>(inReview);
        changed.add(field);
        return new Thing(syncId, base, shadows, changed);
    }

    Thing outOfReview(String field) {
        var changed = new LinkedHashSet<>(inReview);
        changed.remove(field);
        return new Thing(syncId, base, shadows, changed);
    }
}
