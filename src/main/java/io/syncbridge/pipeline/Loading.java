package io.syncbridge.pipeline;

import io.syncbridge.component.Systems;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Things;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads what is known of the things that a batch is about. */
@ApplicationScoped
class Loading {

    private final Systems systems;
    private final Deliveries deliveries;
    private final Formers formers;

    Loading(Systems systems, Deliveries deliveries, Formers formers) {
        this.formers = formers;
        this.systems = systems;
        this.deliveries = deliveries;
    }

    SystemFacts facts(SyncDefinition definition) {
        String sync = definition.name();
        return new SystemFacts(formers.of(definition), definition.policy().systems().stream().collect(Collectors.toMap(Function.identity(), systems::clockOffset)),
                system -> systems.lag(sync, system), system -> systems.showsWhole(sync, system));
    }

    void load(Batch batch) {
        List<RecordRef> refs = Stream.of(batch.reports.keySet().stream(), Linking.records(batch).stream(),
                batch.reports.values().stream().flatMap(List::stream).map(Change::former).filter(Objects::nonNull))
                .flatMap(Function.identity()).distinct().toList();
        List<String> due = Stream.concat(batch.taken().due().stream().map(Delivery::syncId),
                batch.taken().answered().stream().map(ReviewItem::syncId)).distinct().toList();
        Things.Loaded loaded = batch.knowledge().load(refs, due);
        batch.load(loaded.things().values(), loaded.syncIds(), loaded.former().keySet());
        Linking.prepare(batch);
        batch.load(deliveries.of(batch.sync(), loaded.things().keySet()));
        due.stream().filter(syncId -> batch.thing(syncId) != null).forEach(batch::reopen);
        batch.taken().due().stream().filter(delivery -> !delivery.fields().isEmpty() && batch.thing(delivery.syncId()) != null).forEach(delivery ->
                batch.put(Reconcile.asking(batch.thing(delivery.syncId()), delivery.targetSystem(), delivery.fields())));
        batch.openForRuns();
    }

    /** Loads more things, by their sync ids, as far as they are not there yet. */
    void more(Batch batch, Collection<String> syncIds) {
        var missing = syncIds.stream().filter(id -> batch.thing(id) == null).distinct().toList();
        if (!missing.isEmpty()) {
            Things.Loaded loaded = batch.knowledge().load(List.of(), missing);
            batch.load(loaded.things().values(), loaded.syncIds(), loaded.former().keySet());
            batch.load(deliveries.of(batch.sync(), loaded.things().keySet()));
        }
    }
}
