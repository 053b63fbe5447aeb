package io.syncbridge.operate;

import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a record whose match is ambiguous may be the same as. */
@ApplicationScoped
public class Candidates {

    /**
     * @param record its first record, as {@code system/id}; what the answer names
     * @param records all its records
     * @param syncId the thing that they belong to; {@code null} for none
     * @param obstacle why it cannot be chosen; {@code null} if it can
     */
    public record Candidate(String record, List<String> records, String syncId, String obstacle) {

        /** Returns its first record. */
        RecordRef ref() {
            int slash = record.indexOf('/');
            return new RecordRef(record.substring(0, slash), record.substring(slash + 1));
        }
    }

    private final Things things;

    public Candidates(Things things) {
        this.things = things;
    }

    /** Returns the candidates of a review; none where it does not ask about a match. */
    public List<Candidate> of(ReviewItem review) {
        if (review.kind() != Kind.MATCH) {
            return List.of();
        }
        var held = things.load(review.sync(), List.of(), List.of(review.syncId())).things().get(review.syncId());
        Set<String> taken = held == null ? Set.of() : held.shadows().keySet();
        var groups = new LinkedHashMap<Object, List<Claimed>>();
        review.claims().forEach(claim -> groups.computeIfAbsent(claim.value() == null ? claim : claim.value(), same -> new ArrayList<>())
                .add(claim));
        return groups.values().stream().map(claims -> candidate(claims, taken)).toList();
    }

    private static Candidate candidate(List<Claimed> claims, Set<String> taken) {
        List<String> records = claims.stream().map(claim -> claim.system() + "/" + claim.recordId()).toList();
        Map<String, String> inTheWay = claims.stream().filter(claim -> taken.contains(claim.system()))
                .collect(Collectors.toMap(Claimed::system, Claimed::recordId, (one, other) -> one));
        Object syncId = claims.get(0).value();
        return new Candidate(records.get(0), records, syncId == null ? null : syncId.toString(), inTheWay.isEmpty() ? null
                : inTheWay.entrySet().stream().map(one -> "It has the record " + one.getKey() + "/" + one.getValue()
                        + " already, and a thing has one record in each system.").collect(Collectors.joining(" ")));
    }
}
