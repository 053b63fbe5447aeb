package io.syncbridge.torture;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One thing that happened to a record in a system: an entry of the system's journal, which the bridge neither sees nor writes.
 *
 * @param at by the true clock
 * @param byPerson whether a person did it; otherwise the bridge
 * @param before the record's fields in the checker's own normal form; {@code null} where it was not there
 * @param after likewise; {@code null} where it is not there any more
 */
record Act(String system, Instant at, boolean byPerson, String recordId, Map<String, String> before, Map<String, String> after) {

    /** The number that names the same thing in all systems; no person ever changes it. Of a record that lost it, the former one. */
    String key() {
        return Stream.of(after, before).filter(Objects::nonNull).map(side -> side.get(Fields.KEY)).filter(Objects::nonNull).findFirst()
                .orElse("no key: " + system + "/" + recordId);
    }

    boolean creates() {
        return before == null && after != null;
    }

    boolean deletes() {
        return before != null && after == null;
    }

    /** Says whether the field has another value afterwards, or the record is new or gone. */
    boolean changes(String field) {
        return before == null || after == null || !Objects.equals(before.get(field), after.get(field));
    }

    @Override
    public String toString() {
        return at + " " + system + "/" + recordId + " by " + (byPerson ? "a person" : "the bridge") + ": " + before + " -> " + after;
    }
}
