package io.syncbridge.operate;

import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.LiveRecords;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up the records that reviews are about. */
@ApplicationScoped
class Cases {

    private final Definitions definitions;
    private final Things things;
    private final LiveRecords records;

    Cases(Definitions definitions, Things things, LiveRecords records) {
        this.definitions = definitions;
        this.things = things;
        this.records = records;
    }

    /** Returns the reviews with their records, in order; with one query for each sync. */
    List<Case> of(Collection<ReviewItem> reviews) {
        var known = new HashMap<String, Map<String, Thing>>();
        var parents = new HashMap<String, Map<Object, String>>();
        reviews.stream().collect(Collectors.groupingBy(ReviewItem::sync)).forEach((name, ofSync) -> {
            SyncDefinition sync = definitions.find(name).orElse(null);
            Map<String, Thing> found = load(name, sync, ofSync.stream().map(ReviewItem::syncId).distinct().toList());
            known.put(name, found);
            parents.put(name, sync == null ? Map.of() : parents(sync, found.values(), ofSync));
        });
        return reviews.stream().map(review -> new Case(review, definitions.find(review.sync()).orElse(null),
                known.get(review.sync()).get(review.syncId()), parents.get(review.sync()))).toList();
    }

    Case of(ReviewItem review) {
        return of(List.of(review)).get(0);
    }

    /** Returns those of the things that there are, in the terms of the present definition. */
    Map<String, Thing> load(String name, SyncDefinition sync, Collection<String> syncIds) {
        Map<String, Thing> found = things.load(name, List.of(), syncIds).things();
        return sync == null ? found : records.restated(sync, found);
    }

    private Map<Object, String> parents(SyncDefinition sync, Collection<Thing> children, List<ReviewItem> reviews) {
        var names = new LinkedHashMap<Object, String>();
        sync.references().forEach((field, reference) -> definitions.find(reference.sync()).ifPresent(parent -> {
            List<String> ids = Stream.concat(children.stream().flatMap(thing -> Stream.concat(
                            Stream.of(thing.base().values()), thing.shadows().values().stream().map(Shadow::values))).map(values -> values.get(field)),
                    reviews.stream().filter(review -> review.field().equals(field)).flatMap(review -> Stream.concat(
                            Stream.ofNullable(review.lastAgreed()), review.claims().stream().map(claim -> claim.value()))))
                    .filter(Objects::nonNull).map(Object::toString).distinct().toList();
            load(reference.sync(), parent, ids).forEach((syncId, thing) -> Optional.of(Case.values(thing))
                    .flatMap(values -> Titles.of(parent, values)).ifPresent(title -> names.put(syncId, title)));
        }));
        return names;
    }
}
