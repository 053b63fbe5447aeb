package io.syncbridge.pipeline;

import io.opentelemetry.api.trace.Span;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Reviews.ReviewItem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Batches of plain values: what was reported of which things. */
final class TestBatch {

    static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();
    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final Instant BEFORE = NOW.minusSeconds(3600);

    private TestBatch() {
    }

    /** Returns a batch of these reports about things that are known to hold the same name in both systems. */
    static Batch of(List<Change> reports, Thing... known) {
        return of(reports, List.of(), List.of(), known);
    }

    static Batch of(List<Change> reports, List<ReviewItem> answered, List<Brake> decisions, Thing... known) {
        return of(SYNC, null, reports, answered, decisions, known);
    }

    static Batch of(SyncDefinition sync, Knowledge knowledge, List<Change> reports, List<ReviewItem> answered, List<Brake> decisions, Thing... known) {
        List<Waiting> waiting = Stream.iterate(0, i -> i < reports.size(), i -> i + 1).map(i -> new Waiting(i + 1, reports.get(i), NOW, null, null)).toList();
        var batch = new Batch(new Taken(sync, NOW, 100, false, waiting, List.of(), answered, decisions, Set.of(), Span.getInvalid()), knowledge,
                SystemFacts.PLAIN);
        var links = new LinkedHashMap<RecordRef, String>();
        Stream.of(known).forEach(thing -> thing.shadows().values().forEach(shadow -> links.put(shadow.ref(), thing.syncId())));
        batch.load(List.of(known), links, List.of());
        answered.forEach(review -> batch.reopen(review.syncId()));
        return batch;
    }

    /** Returns a thing that both systems hold, under its sync id. */
    static Thing thing(String syncId, String name) {
        return new Thing(syncId, new Base(Map.of("name", new BaseValue(name, BEFORE, "crm", "newest wins")), null),
                Map.of("crm", shadow("crm", syncId, name), "erp", shadow("erp", syncId, name)), Set.of());
    }

    static Shadow shadow(String system, String id, String name) {
        return new Shadow(new RecordRef(system, id), Presence.PRESENT, new CanonicalRecord(Map.of("name", name)), Map.of(), "v1", BEFORE);
    }

    static Change edit(String system, String id, String name, Instant time, String version) {
        return new Change(new RecordRef(system, id), Operation.UPDATE, Map.of("name", name), time, version, null);
    }
}
