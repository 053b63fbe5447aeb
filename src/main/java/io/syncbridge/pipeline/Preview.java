package io.syncbridge.pipeline;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.RunFindings.Finding;
import io.syncbridge.store.Things.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes records through those stages of the pipeline that only look: loop guard, mapping, matching, reconciling, holding. It
 * tells what the pipeline would do with them, and does nothing of it.
 */
@ApplicationScoped
public class Preview {

    /** Begins the id of a record that does not exist yet. */
    private static final String TO_BE_CREATED = "new:";

    /**
     * What was foreseen.
     *
     * @param findings in the order of the things that they are about; see {@link Foreseen}
     * @param revisions what would be known afterwards, with the records that would be created
     * @param agreeing the things of the records that need nothing
     * @param losses how many things would lose something that the brakes count, by what
     */
    public record Outlook(List<Finding> findings, List<Revision> revisions, List<Thing> agreeing, Map<String, Long> losses) {
    }

    private final Loading loading;
    private final LoopGuarding guard;
    private final MappingRecords mapping;
    private final Matching matching;
    private final Reconciling reconciling;
    private final Holding holding;
    private final Braking braking;

    public Preview(Loading loading, LoopGuarding guard, MappingRecords mapping, Matching matching, Reconciling reconciling, Holding holding,
            Braking braking) {
        this.holding = holding;
        this.braking = braking;
        this.loading = loading;
        this.guard = guard;
        this.mapping = mapping;
        this.matching = matching;
        this.reconciling = reconciling;
    }

    /**
     * Tells what would become of the records.
     *
     * @param found the records as a scan or a read found them
     * @param run the run that asks
     * @throws SystemCallException if a system that has to be asked about them cannot be asked
     */
    public Outlook of(SyncDefinition sync, List<Change> found, long run, Knowledge knowledge, Instant now) {
        List<Waiting> waiting = found.stream().map(change -> new Waiting(0, change, now, run, null)).toList();
        var batch = new Batch(Taken.of(sync, now, waiting.size(), waiting, List.of()), knowledge, loading.facts(sync));
        loading.load(batch);
        mapping.map(guard.guard(batch));
        matching.match(batch);
        heard(batch);
        return outlook(holding.holdForParents(reconciling.reconcile(batch)));
    }

    /**
     * Returns why a brake would stop a sync that did all that was foreseen; empty if none would.
     *
     * @param losses of all that was foreseen, as {@link Outlook#losses}
     */
    public Optional<String> brake(SyncDefinition sync, Map<String, Long> losses, Instant now) {
        return braking.foresee(sync, losses, now);
    }

    /** What a real batch puts off until a system is back would be missing in what is told. */
    private static void heard(Batch batch) {
        batch.postponed.keySet().stream().filter(ref -> References.waits(batch, ref).isEmpty()).findFirst().ifPresent(first -> {
            throw new SystemCallException(first.system() + " cannot be asked for " + first + " now.", true, null);
        });
        Undelivered.of(batch.outcomes()).values().stream().findFirst().ifPresent(delivery -> {
            throw new SystemCallException(delivery.error(), true, null);
        });
    }

    private static Outlook outlook(Decided decided) {
        Batch batch = decided.batch();
        Set<String> told = new LinkedHashSet<>(batch.touched);
        decided.planned().map(Step::syncId).forEach(told::add);
        batch.things().stream().filter(thing -> !thing.inReview().isEmpty()).map(Thing::syncId).forEach(told::add);
        var foreseen = new Foreseen(decided);
        List<Finding> findings = foreseen.of(told);
        List<Thing> agreeing = foreseen.agreeing();
        Map<String, Long> losses = Braking.foreseen(decided);
        decided.planned().filter(step -> step.intent() instanceof Intent.Create).forEach(step -> create(batch, step));
        return new Outlook(findings, told.stream().map(syncId -> batch.known(syncId).revision(batch.definition())).toList(), agreeing, losses);
    }

    /** Takes a record for created, so that others that match it are known to. */
    private static void create(Batch batch, Step step) {
        Thing thing = batch.thing(step.syncId());
        var ref = new RecordRef(step.intent().system(), TO_BE_CREATED + step.syncId());
        batch.put(Reconcile.delivered(thing, step.intent(),
                new Shadow(ref, Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(), null, null), batch.policy()));
    }

    static boolean isToBeCreated(RecordRef record) {
        return record.recordId().startsWith(TO_BE_CREATED);
    }
}
