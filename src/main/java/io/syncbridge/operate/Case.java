package io.syncbridge.operate;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.Mapped;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.reconcile.DeletePolicy;
import io.syncbridge.reconcile.FieldPolicy;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Policy;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A review with what is known of its record.
 *
 * @param sync {@code null} where its definition is not running
 * @param thing {@code null} where nothing is known of it any more
 * @param parents the names of the records that reference fields point to, by sync id
 */
record Case(ReviewItem review, SyncDefinition sync, Thing thing, Map<Object, String> parents) {

    /** Returns the record's name; an id of it where it has none. */
    String title() {
        return Optional.ofNullable(thing).filter(known -> sync != null).flatMap(known -> Titles.of(sync, values(known)))
                .orElseGet(() -> records().findFirst().orElse(review.syncId()));
    }

    /** Returns what the thing is agreed to be, and what its systems hold where nothing is agreed. */
    static CanonicalRecord values(Thing thing) {
        return thing.shadows().values().stream().map(Shadow::values).reduce(CanonicalRecord.EMPTY, CanonicalRecord::with)
                .with(thing.base().values());
    }

    private Stream<String> records() {
        return Stream.concat(thing == null ? Stream.of() : thing.shadows().values().stream().map(shadow -> shadow.ref().toString()),
                review.kind() == Kind.MATCH ? Stream.of() : review.claims().stream().filter(claim -> claim.recordId() != null)
                        .map(claim -> claim.system() + "/" + claim.recordId()));
    }

    /** Returns in a sentence what a person is asked. */
    String question() {
        return switch (review.kind()) {
            case MATCH -> review.claims().size() == 1 ? "Is it the same as " + record(review.claims().get(0)) + "?"
                    : "Which of " + review.claims().size() + " records is it the same as?";
            case ORPHAN -> "It is missing in " + systems(system -> !holds(system)) + ": create it there?";
            case DELETE -> "It was deleted in " + systems(system -> !holds(system)) + " and edited elsewhere: keep it?";
            default -> "Which " + review.field() + " is right?";
        };
    }

    private static String record(Claimed claim) {
        return claim.system() + "/" + claim.recordId();
    }

    private String systems(Predicate<String> asked) {
        List<String> found = sync == null ? List.of() : sync.systems().keySet().stream().filter(asked).toList();
        return found.isEmpty() ? "a system" : String.join(" and ", found);
    }

    private boolean holds(String system) {
        return thing != null && thing.shadows().containsKey(system) && thing.shadows().get(system).isPresent();
    }

    /** Returns the value as a person reads it; a record that is pointed to by its name. */
    Object shown(String field, Object value) {
        return sync != null && sync.references().containsKey(field) && parents.containsKey(value) ? "→ " + parents.get(value) : value;
    }

    // ---- what an answer would bring about

    /** Returns what the answer would write, a sentence for each system. It is planned by the rules that carry it out. */
    List<String> effects(Object answer) {
        if (thing == null) {
            return List.of("Nothing is known of the record any more.");
        }
        if (review.kind() == Kind.MATCH && review.candidate(answer).isPresent()) {
            return List.of(String.join(", ", records().toList()) + " and " + answer + " become one record. Where they differ, the sync's rule for first"
                    + " contact decides, or a person.");
        }
        return review.field().equals(Thing.RECORD) ? recordEffects("delete".equals(answer)) : fieldEffects(answer);
    }

    private List<String> fieldEffects(Object value) {
        FieldPolicy field = sync.policy().fields().get(review.field());
        Thing settled = Reconcile.settle(thing, review.field(), value, "", review.openedAt());
        if (field == null || settled.inReview().contains(Thing.RECORD)) {
            return List.of("Nothing is written before it is decided whether the record lives.");
        }
        Map<String, Intent> planned = planned(settled, sync.policy());
        return sync.systems().keySet().stream().filter(system -> field.isMappedIn(system) && thing.shadows().containsKey(system))
                .map(system -> fieldEffect(field, system, value, planned.get(system))).toList();
    }

    private String fieldEffect(FieldPolicy field, String system, Object value, Intent intent) {
        if (intent != null && intent.values().has(field.name())) {
            var only = new CanonicalRecord(Collections.singletonMap(field.name(), intent.values().get(field.name())));
            return gets(system, system, intent instanceof Intent.Create ? "gets a new record with" : "gets", only);
        }
        boolean is = Objects.equals(thing.shadows().get(system).values().get(field.name()), value);
        return is || field.targets().contains(system) ? system + " keeps what it holds"
                : system + " keeps what it holds, since " + field.name() + " is not written there";
    }

    private List<String> recordEffects(boolean delete) {
        Thing settled = Reconcile.settleRecord(thing, !delete, "", review.openedAt(), sync.policy());
        Policy policy = review.kind() == Kind.ORPHAN ? sync.policy().creatingOrphans() : sync.policy();
        Map<String, Intent> planned = planned(settled, policy);
        return sync.systems().keySet().stream().filter(system -> planned.containsKey(system) || thing.shadows().containsKey(system))
                .map(system -> recordEffect(system, planned.get(system), delete)).toList();
    }

    private String recordEffect(String system, Intent intent, boolean delete) {
        if (intent instanceof Intent.Create create) {
            return gets(system, system, "gets a new record:", create.values());
        } else if (intent instanceof Intent.Orphan) {
            return system + " stays without it";
        }
        Shadow shadow = thing.shadows().get(system);
        if (intent instanceof Intent.Delete deleted) {
            return shadow.ref() + (deleted.how() == DeletePolicy.SOFT ? " is marked as deleted" : " is deleted");
        } else if (intent instanceof Intent.Update update) {
            String kept = shadow.ref() + (update.undelete() ? " is restored" : " stays");
            return update.values().isEmpty() ? kept : gets(kept, system, "and gets", update.values());
        }
        return shadow.ref() + (!shadow.isPresent() ? " is gone already" : !delete ? " stays as it is"
                : sync.policy().targets().contains(system) ? " stays, since deletes are ignored there" : " stays, since " + system + " is not written");
    }

    private static Map<String, Intent> planned(Thing settled, Policy policy) {
        return Reconcile.plan(settled, policy).stream().collect(Collectors.toMap(Intent::system, intent -> intent, (one, other) -> one, LinkedHashMap::new));
    }

    /** Returns a sentence about what is written to the system, in its own form. */
    private String gets(String who, String system, String verb, CanonicalRecord values) {
        var shown = new LinkedHashMap<String, Object>();
        values.values().forEach((name, value) -> shown.put(name, shown(name, value)));
        Mapped<Map<String, Object>> written = sync.mapping().fromCanonical(system, new CanonicalRecord(shown));
        return written.ok() ? who + " " + verb + " " + Words.written(written.value())
                : system + " cannot hold this value. " + written.problems().get(0).message();
    }
}
