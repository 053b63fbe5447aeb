package io.syncbridge.reconcile;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Unreadable;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the bridge last knew a system to hold: what it wrote there or last read there.
 *
 * @param ref the record
 * @param presence whether it is there
 * @param values its canonical values; fields never seen are absent
 * @param deviations fields that the system stores otherwise than it was asked to (shortened, normalised): the value
 *     that was asked for, so that it is not asked for again and the system's own value is not taken for an edit. Blank for a
 *     field that a create left out, of which the system has made its default; {@code values} lacks it until it is seen. An
 *     {@link Unreadable} for a field that holds something that cannot be read, over which nothing is written; {@code values}
 *     has what was last read
 * @param version the system's name for this state; {@code null} where unknown
 * @param time the record's modified time in this state by the system's own clock; {@code null} where unknown
 * @param trail what the record was until shortly
 */
public record Shadow(RecordRef ref, Presence presence, CanonicalRecord values, Map<String, Object> deviations,
        String version, Instant time, Trail trail) {

    private static final Unreadable UNREAD = new Unreadable("", "the system holds something else, which cannot be read");

    public Shadow {
        deviations = Collections.unmodifiableMap(deviations);
    }

    /** Returns what is known of a record that has not changed lately. */
    public Shadow(RecordRef ref, Presence presence, CanonicalRecord values, Map<String, Object> deviations, String version,
            Instant time) {
        this(ref, presence, values, deviations, version, time, Trail.NONE);
    }

    Shadow with(Trail trail) {
        return trail == this.trail ? this : new Shadow(ref, presence, values, deviations, version, time, trail);
    }

    /** Says whether the system holds this value of the field, or holds what it made of it. Nothing known of it is as good as blank. */
    boolean reflects(String field, Object value) {
        return values.has(field)
                ? Objects.equals(values.get(field), value)
                        || deviations.containsKey(field) && Objects.equals(deviations.get(field), value)
                : value == null;
    }

    /** Says whether the bridge created the record without the field, and has not seen yet what the system made of that. */
    public boolean isLeftOut(String field) {
        return deviations.containsKey(field) && !values.has(field) && !isUnreadable(field);
    }

    /** Says whether the system holds something in the field that could not be read. */
    public boolean isUnreadable(String field) {
        return deviations.get(field) instanceof Unreadable;
    }

    /** Says whether it does so in any field. */
    public boolean isPartlyUnreadable() {
        return deviations.values().stream().anyMatch(Unreadable.class::isInstance);
    }

    /** Takes into deviations which fields cannot be read now, and which can again. */
    static void unread(Map<String, Object> deviations, Observation seen, Collection<String> unreadable) {
        deviations.entrySet().removeIf(one -> one.getValue() instanceof Unreadable && seen.values().has(one.getKey()));
        unreadable.forEach(field -> deviations.put(field, UNREAD));
    }

    /** Returns the shadow without the deviations that have come to an end, since the field holds what is agreed. */
    Shadow agreeing(Map<String, BaseValue> agreed) {
        if (deviations.isEmpty()) {
            return this;
        }
        var left = new LinkedHashMap<>(deviations);
        left.entrySet().removeIf(deviation -> values.has(deviation.getKey()) && !isUnreadable(deviation.getKey())
                && (Objects.equals(values.get(deviation.getKey()), deviation.getValue())
                        || agreed.containsKey(deviation.getKey())
                        && Objects.equals(values.get(deviation.getKey()), agreed.get(deviation.getKey()).value())));
        return left.size() == deviations.size() ? this : new Shadow(ref, presence, values, left, version, time, trail);
    }

    /** Returns the same, and that these values were refused: they are not asked for again before they change. */
    Shadow refusing(CanonicalRecord refused) {
        var held = new LinkedHashMap<>(values.values());
        var deviating = new LinkedHashMap<>(deviations);
        refused.values().forEach((field, value) -> {
            held.putIfAbsent(field, null);
            deviating.put(field, value);
        });
        return new Shadow(ref, presence, new CanonicalRecord(held), deviating, version, time, trail);
    }

    /** Returns the same, and that these fields are asked for once more. */
    Shadow asking(Collection<String> fields) {
        var deviating = new LinkedHashMap<>(deviations);
        deviating.keySet().removeAll(fields);
        return new Shadow(ref, presence, values, deviating, version, time, trail);
    }

    /** Says whether the record has never been within its system's scope. */
    boolean isUnheardOutside() {
        return presence == Presence.OUTSIDE && values.isEmpty();
    }

    public boolean isPresent() {
        return presence == Presence.PRESENT;
    }
}
