package io.syncbridge.operate.console;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.operate.Candidates.Candidate;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The choices that a review offers, each with what it would do. */
final class Options {

    /**
     * @param how what the form sends
     * @param value the value that would hold
     * @param effects one line for each system
     */
    public record Option(String how, String label, boolean hasValue, Object value, List<String> effects) {
    }

    private Options() {
    }

    /** @param candidates what a record may be linked with */
    static List<Option> of(ReviewItem review, SyncDefinition sync, List<Candidate> candidates) {
        return review.field().equals(Thing.RECORD) ? forRecord(review, sync, candidates) : forField(review, sync);
    }

    private static List<Option> forField(ReviewItem review, SyncDefinition sync) {
        var options = new ArrayList<Option>();
        review.claims().forEach(claim -> options.add(new Option("take:" + claim.system(), "Use the value of " + claim.system(),
                true, claim.value(), effects(review, sync, claim.value()))));
        if (review.lastAgreed() != null) {
            options.add(new Option("restore", "Undo the edits", true, review.lastAgreed(),
                    effects(review, sync, review.lastAgreed())));
        }
        return options;
    }

    /** What is written where, in each system's own form. */
    private static List<String> effects(ReviewItem review, SyncDefinition sync, Object value) {
        var record = new CanonicalRecord(Collections.singletonMap(review.field(), value));
        Set<String> targets = sync.policy().fields().containsKey(review.field())
                ? sync.policy().fields().get(review.field()).targets() : Set.of();
        return sync.systems().keySet().stream().filter(targets::contains)
                .map(system -> system + " " + effect(review, sync, system, record)).toList();
    }

    private static String effect(ReviewItem review, SyncDefinition sync, String system, CanonicalRecord record) {
        boolean holds = review.claims().stream().anyMatch(claim -> claim.system().equals(system)
                && Objects.equals(claim.value(), record.get(review.field())));
        if (holds) {
            return "keeps what it holds";
        }
        Mapped<Map<String, Object>> written = sync.mapping().fromCanonical(system, record);
        return written.ok() ? "gets " + written(written.value()) : "cannot hold this value";
    }

    private static String written(Map<String, Object> values) {
        return values.entrySet().stream().map(one -> one.getValue() instanceof Map<?, ?> nested
                ? nested.entrySet().stream().map(inner -> one.getKey() + "." + inner.getKey() + " = "
                        + Shown.shown(inner.getValue())).collect(Collectors.joining(", "))
                : one.getKey() + " = " + Shown.shown(one.getValue())).collect(Collectors.joining(", "));
    }

    private static List<Option> forRecord(ReviewItem review, SyncDefinition sync, List<Candidate> candidates) {
        var options = new ArrayList<Option>();
        candidates.stream().filter(candidate -> candidate.obstacle() == null).forEach(candidate -> options.add(new Option(
                "link:" + candidate.record(), "It is " + String.join(", ", candidate.records()), false, null,
                List.of("They become one thing. Where they differ, the sync's rule for first contact decides, or a person."))));
        options.addAll(whole(review, sync));
        return options;
    }

    /** What can be done with a record as a whole. */
    private static List<Option> whole(ReviewItem review, SyncDefinition sync) {
        String claimed = review.claims().stream().map(Claimed::system).distinct().collect(Collectors.joining(", "));
        String others = sync.systems().keySet().stream()
                .filter(system -> review.claims().stream().noneMatch(claim -> claim.system().equals(system)))
                .collect(Collectors.joining(", "));
        String keep = review.kind() == Kind.ORPHAN ? "It is created in " + others + "."
                : review.kind() == Kind.MATCH ? "It is a thing of its own, and is created where it is missing."
                : "It stays, and is created again where it was deleted.";
        String label = review.kind() == Kind.ORPHAN ? "Create it where it is missing"
                : review.kind() == Kind.MATCH ? "It is none of them" : "Keep it";
        return List.of(new Option("keep", label, false, null, List.of(keep)),
                new Option("delete", "Delete it", false, null, List.of(review.kind() == Kind.MATCH
                        ? "The record in question is deleted; the ones it resembles stay."
                        : "It is deleted in every system that still has it" + (claimed.isEmpty() ? "." : " (" + claimed + ")."))));
    }
}
