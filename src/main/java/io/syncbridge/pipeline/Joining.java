package io.syncbridge.pipeline;

import io.syncbridge.store.Deliveries.Target;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes that are left to the settling transaction, in which their systems take part.
 *
 * @param begun whether everything happens within that transaction by now
 */
record Joining(Set<Target> left, boolean begun) {

    static final Joining NONE = new Joining(Set.of(), false);

    Joining with(Collection<Target> more) {
        return more.isEmpty() ? this : new Joining(Stream.concat(left.stream(), more.stream()).collect(Collectors.toCollection(LinkedHashSet::new)), begun);
    }

    Joining begin() {
        return new Joining(left, true);
    }

    /** Returns the systems that must not be written to now, of these: what is written there could not be undone with the transaction. */
    Set<String> tooLate(Collection<String> systems) {
        Set<String> late = new LinkedHashSet<>(begun ? systems : Set.of());
        left.forEach(target -> late.remove(target.system()));
        return late;
    }
}
