package io.syncbridge.definition;

import io.syncbridge.mapping.FieldMapping;
import io.syncbridge.mapping.Mapping;
import io.syncbridge.reconcile.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One sync, read from its {@code *.sync.yaml} and checked; what the rest of the bridge works with.
 *
 * @param name the sync's name
 * @param file the file it was read from, for messages
 * @param identity what decides which records belong together and what they share, by key of the file ({@code systems},
 *     {@code match}, {@code fields}): as JSON without layout, comments and order of keys, so that it changes only when its
 *     meaning may have
 * @param systems by name, in the file's order
 * @param match the match rules in the order in which they are tried; each a list of canonical fields that together
 *     must be equal and not blank
 * @param matchesCase whether two texts that differ in case only are different to the match rules
 * @param titles the fields that name a record to people: the first of them that is not blank
 * @param mapping between each system's records and canonical ones
 * @param policy the rules for reconciling
 * @param batch how changes are collected
 * @param limits the safety brakes
 * @param examples the golden records
 * @param lines the fields and where each system holds them, in the file's order
 * @param privateFields the fields whose values are not shown
 * @param references what the fields point to that point to records, by field
 * @param places where the field lines stand, for messages, by field
 * @param systemPlaces where the systems stand, likewise, by system
 */
public record SyncDefinition(String name, String file, Map<String, String> identity, Map<String, SystemDefinition> systems,
        List<List<String>> match, boolean matchesCase, List<String> titles, Mapping mapping, Policy policy, Batch batch, Limits limits,
        List<Example> examples, List<FieldMapping> lines, Set<String> privateFields, Map<String, Reference> references,
        Map<String, String> places, Map<String, String> systemPlaces) {

    /**
     * What a field points to: it holds the record id of another sync's record, or of one of the same sync.
     *
     * @param sync the parent's
     * @param where the field line is, for messages
     */
    public record Reference(String sync, String where) {
    }

    /**
     * How changes are collected before they are worked on.
     *
     * @param every what is collected goes out at whole multiples of this time, counted from midnight UTC of 1970; zero for at once
     * @param size the most changes worked on together
     * @param rests the systems whose records are left to rest before a change of them goes out
     * @param quiet when nothing is delivered
     */
    public record Batch(Duration every, int size, Map<String, Rest> rests, QuietHours quiet) {

        /** Whether a change may have to wait before it is worked on. */
        public boolean isCollecting() {
            return !every.isZero() || !rests.isEmpty();
        }

        /**
         * Returns until when a change is held that comes {@code now}, together with the others of its record that are held
         * still; {@code null} if it may go out at once. Quiet hours are not looked at.
         *
         * @param since when the first of these changes came; {@code now} if there is no other
         */
        public Instant heldUntil(String system, Instant since, Instant now) {
            Rest rest = rests.get(system);
            Instant until = next(rest == null ? now : rest.over(since, now));
            return until.isAfter(now) ? until : null;
        }

        /** Returns the latest time until which a change is held that comes {@code now}; {@code now} if none is held. */
        public Instant latest(Instant now) {
            return rests.keySet().stream().map(system -> heldUntil(system, now, now)).filter(Objects::nonNull)
                    .max(Comparator.naturalOrder()).orElse(next(now));
        }

        private Instant next(Instant from) {
            if (every.isZero()) {
                return from;
            }
            long round = Math.floorDiv(from.minusNanos(1).toEpochMilli(), every.toMillis()) + 1;
            return Instant.ofEpochMilli(round * every.toMillis());
        }
    }

    /**
     * How long a record rests before a change of it goes out.
     *
     * @param settle how long it must not have changed
     * @param longest how long its first change waits at most, however often it is followed by another
     */
    public record Rest(Duration settle, Duration longest) {

        private Instant over(Instant since, Instant now) {
            Instant rested = now.plus(settle);
            Instant latest = since.plus(longest);
            return rested.isBefore(latest) ? rested : latest;
        }
    }

    /**
     * The safety brakes.
     *
     * @param deletes how many records may be deleted within an hour
     * @param blanks how many records may lose the value of one field within an hour
     */
    public record Limits(Limit deletes, Limit blanks) {
    }

    /**
     * @param percent the share of a sync's records; {@code null} for no limit
     * @param count the number up to which the share is not looked at
     */
    public record Limit(Double percent, int count) {

        /** Says whether {@code number} may be too many, so that it is worth to know of how many. */
        public boolean mayForbid(long number) {
            return percent != null && number > count;
        }

        /** Says whether {@code number} out of {@code all} is too many. */
        public boolean forbids(long number, long all) {
            return mayForbid(number) && number * 100.0 > percent * all;
        }
    }

    /**
     * A golden record: the same thing as every system shows it.
     *
     * @param line where it stands in the file
     * @param records by system; each maps the system's fields to their values
     */
    public record Example(int line, Map<String, Map<String, Object>> records) {
    }

    public SystemDefinition system(String system) {
        return systems.get(system);
    }
}
