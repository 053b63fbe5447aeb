package io.syncbridge.operate;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person chooses when settling a review. */
public sealed interface Choice {

    /** The choice cannot be carried out; the message says why. */
    class BadChoiceException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public BadChoiceException(String message) {
            super(message);
        }
    }

    /**
     * Returns the answer to the review: a canonical value, or {@code keep}, {@code delete} or another record for a whole one.
     *
     * @throws BadChoiceException if this is no answer to it
     */
    Object answer(ReviewItem review, SyncDefinition sync);

    /** The value that a system holds. */
    record Take(String system) implements Choice {

        @Override
        public Object answer(ReviewItem review, SyncDefinition sync) {
            refuseForRecords(review);
            return review.claims().stream().filter(claim -> claim.system().equals(system)).findFirst()
                    .orElseThrow(() -> new BadChoiceException("Review " + review.id() + " has no value of " + system
                            + "; there are values of " + review.claims().stream().map(Claimed::system)
                                    .collect(Collectors.joining(", ")) + ".")).value();
        }
    }

    /** The value before the edits; where the systems differed from the beginning, or the field was blank, there is none. */
    record Restore() implements Choice {

        @Override
        public Object answer(ReviewItem review, SyncDefinition sync) {
            refuseForRecords(review);
            if (review.lastAgreed() == null) {
                throw new BadChoiceException("Review " + review.id() + " knows of no value before the edits: choose one of the values, give"
                        + " another, or null to blank the field.");
            }
            return review.lastAgreed();
        }
    }

    /** A value of the person's own; text is read as what the field holds. {@code null} blanks the field. */
    record Value(Object value) implements Choice {

        @Override
        public Object answer(ReviewItem review, SyncDefinition sync) {
            if (review.field().equals(Thing.RECORD)) {
                if (!"keep".equals(value) && !"delete".equals(value)) {
                    throw new BadChoiceException("Review " + review.id() + " is about a whole record: the value is \"keep\" or"
                            + " \"delete\".");
                }
                return value;
            }
            List<Object> samples = Stream.concat(review.claims().stream().map(Claimed::value),
                    Stream.ofNullable(review.lastAgreed())).filter(Objects::nonNull).toList();
            return canonical(sync, review.field(), typed(value, samples));
        }
    }

    /** The record, as {@code system/id}, that an ambiguous one is the same as. */
    record Link(String record) implements Choice {

        @Override
        public Object answer(ReviewItem review, SyncDefinition sync) {
            if (review.kind() != Kind.MATCH) {
                throw new BadChoiceException("Review " + review.id() + " does not ask which record another one is the same as.");
            }
            return review.candidate(record).map(RecordRef::toString).orElseThrow(() -> new BadChoiceException(
                    "Review " + review.id() + " does not ask about " + record + "; it asks about " + review.claims().stream()
                            .map(claim -> claim.system() + "/" + claim.recordId()).collect(Collectors.joining(", ")) + "."));
        }
    }

    private static void refuseForRecords(ReviewItem review) {
        if (review.field().equals(Thing.RECORD)) {
            throw new BadChoiceException("Review " + review.id() + " is about a whole record: choose to keep or to delete it.");
        }
    }

    /** Reads text as a number or a truth value where the field's other values are that. */
    static Object typed(Object value, List<Object> samples) {
        if (value instanceof String text && !samples.isEmpty()) {
            try {
                return samples.stream().allMatch(BigDecimal.class::isInstance) ? new BigDecimal(text.strip())
                        : samples.stream().allMatch(Boolean.class::isInstance) ? truth(text) : text;
            } catch (NumberFormatException e) {
                throw new BadChoiceException("\"" + text + "\" is no number.");
            }
        }
        return value;
    }

    private static Boolean truth(String text) {
        if (!List.of("true", "false").contains(text.strip())) {
            throw new BadChoiceException("\"" + text + "\" is neither true nor false.");
        }
        return Boolean.valueOf(text.strip());
    }

    /**
     * Makes sure that every system can hold the value, and returns it in its canonical form.
     *
     * @throws BadChoiceException if one cannot
     */
    static Object canonical(SyncDefinition sync, String field, Object value) {
        if (!sync.policy().fields().containsKey(field)) {
            throw new BadChoiceException("Sync " + sync.name() + " has no field '" + field + "'. It has: "
                    + String.join(", ", sync.policy().fields().keySet()) + ".");
        }
        List<Object> readings = readings(sync, field, value instanceof Number number ? plain(new BigDecimal(number.toString()))
                : value);
        for (Object reading : readings) {
            if (refusals(sync, field, reading).isEmpty()) {
                return normal(sync, field, reading);
            }
        }
        throw new BadChoiceException(String.join(" ", refusals(sync, field, readings.get(0))));
    }

    /** What the value may mean: itself, or what a system would read if it stood there. */
    private static List<Object> readings(SyncDefinition sync, String field, Object value) {
        var readings = new ArrayList<>();
        readings.add(value);
        if (value instanceof String) {
            sync.lines().stream().filter(line -> line.field().equals(field)).flatMap(line -> line.bindings().entrySet().stream())
                    .filter(bound -> bound.getValue().paths().size() == 1).forEach(bound -> {
                        var record = new LinkedHashMap<String, Object>();
                        bound.getValue().paths().get(0).set(record, value);
                        Mapped<CanonicalRecord> read = sync.mapping().toCanonical(bound.getKey(), record);
                        if (read.value().has(field)) {
                            readings.add(read.value().get(field));
                        }
                    });
        }
        return readings;
    }

    private static List<String> refusals(SyncDefinition sync, String field, Object value) {
        return sync.systems().keySet().stream().flatMap(system -> sync.mapping().fromCanonical(system, record(field, value))
                .problems().stream().map(problem -> system + " cannot hold that value. " + problem.message())).toList();
    }

    /** Returns the value as it comes back from a system that is edited. */
    private static Object normal(SyncDefinition sync, String field, Object value) {
        for (String system : sync.systems().keySet()) {
            if (sync.policy().fields().get(field).sources().contains(system)) {
                Map<String, Object> written = sync.mapping().fromCanonical(system, record(field, value)).value();
                Mapped<CanonicalRecord> read = sync.mapping().toCanonical(system, written);
                if (read.ok() && read.value().has(field)) {
                    return read.value().get(field);
                }
            }
        }
        return value;
    }

    private static CanonicalRecord record(String field, Object value) {
        return new CanonicalRecord(Collections.singletonMap(field, value));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
