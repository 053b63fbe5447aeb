package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.BEFORE;
import static io.syncbridge.pipeline.TestBatch.NOW;
import static io.syncbridge.pipeline.TestBatch.SYNC;
import static io.syncbridge.pipeline.TestBatch.edit;
import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Finding;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is to be done about what systems have been seen to hold. */
class ReconcilingTest {

    private final Reconciling reconciling = new Reconciling(new Returning(null, null));

    @Test
    void anEditGoesToTheOtherSystem() {
        Decided decided = reconciled(TestBatch.of(List.of(), thing("1", "Ann")), seen("crm", "1", "Anna"));
        Batch batch = decided.batch();

        assertThat(decided.planned()).containsExactly(new Step("1", new Intent.Update("erp", name("Anna"), false)));
        assertThat(batch.known("1").about().cause()).isEqualTo(new RecordRef("crm", "1"));
        assertThat(batch.observations).isEmpty();
        assertThat(batch.open).isEmpty();
    }

    @Test
    void whatIsWrittenToOneSystemIsOneDecisionForAllThings() {
        Decided decided = reconciled(TestBatch.of(List.of(), thing("1", "Ann"), thing("2", "Bob")), seen("crm", "1", "Anna"), seen("crm", "2", "Bobby"),
                seen("erp", "1", "Anna"));

        assertThat(decided.decisions().stream().filter(Decision.Apply.class::isInstance)).singleElement()
                .satisfies(apply -> assertThat(((Decision.Apply) apply).steps()).extracting(Step::syncId).containsExactly("2"));
    }

    @Test
    void editsOfTheSameFieldInBothSystemsAreAskedAboutAndNotWritten() {
        Decided decided = reconciled(TestBatch.of(List.of(), thing("1", "Ann")), seen("crm", "1", "Anna"), seen("erp", "1", "Annabel"));

        assertThat(decided.planned()).isEmpty();
        assertThat(decided.isToBeNoted()).as("the question outlives a crash").isTrue();
        assertThat(decided.batch().outcomes()).anySatisfy(outcome -> assertThat(((Outcome.Found) outcome).finding()).isInstanceOf(Finding.ReviewOpened.class));
    }

    @Test
    void aNewRecordIsCreatedElsewhereAndNotedBefore() {
        Batch batch = TestBatch.of(List.of(edit("crm", "7", "Zoe", NOW, "v1")));
        batch.put(Thing.unknown("7"));
        batch.link(new RecordRef("crm", "7"), "7");

        Decided decided = reconciled(batch, seen("crm", "7", "Zoe"));

        assertThat(decided.planned()).containsExactly(new Step("7", new Intent.Create("erp", name("Zoe"))));
        assertThat(decided.isToBeNoted()).isTrue();
        batch.noted(Optional.of(1L), decided.planned().map(step -> Undelivered.planned(batch, step)).toList());
        assertThat(decided.isToBeNoted()).as("once is enough").isFalse();
    }

    @Test
    void aThingThatHasFailedInThisBatchIsNotWrittenAgain() {
        Batch batch = TestBatch.of(List.of(), thing("1", "Ann"));
        batch.answers.giveUp("1", "erp");

        assertThat(reconciled(batch, seen("crm", "1", "Anna")).planned()).isEmpty();
    }

    @Test
    void withinTheSettlingTransactionOnlySystemsThatTakePartAreWrittenTo() {
        Batch late = TestBatch.of(List.of(), thing("1", "Ann"));
        late.settling();
        Batch joined = TestBatch.of(List.of(), thing("1", "Ann"));
        joined.join(List.of(new Target("1", "erp")));
        joined.settling();

        assertThat(reconciled(late, seen("crm", "1", "Anna")).planned()).isEmpty();
        assertThat(Undelivered.of(late.outcomes())).containsOnlyKeys(new Target("1", "erp"));
        assertThat(reconciled(joined, seen("crm", "1", "Anna")).planned()).hasSize(1);
    }

    @Test
    void aDeleteThatAPersonRejectedIsTurnedBack() {
        List<Change> reports = List.of(Change.delete(new RecordRef("crm", "1"), NOW));
        var rejected = new Brake(1, SYNC.name(), Brakes.Kind.DELETES, "delete", "many", NOW, Brakes.State.REJECTED, 1L, "anna", NOW);

        Decided deleted = reconciled(TestBatch.of(reports, thing("1", "Ann")), gone("crm", "1"));
        Decided kept = reconciled(TestBatch.of(reports, List.of(), List.of(rejected), thing("1", "Ann")), gone("crm", "1"));

        assertThat(deleted.planned()).extracting(Step::intent).singleElement().isInstanceOf(Intent.Delete.class);
        assertThat(kept.planned()).extracting(step -> step.intent().system()).containsExactly("crm");
        assertThat(kept.batch().thing("1").base().isDeleted()).isFalse();
    }

    @Test
    void anAnswerIsCarriedOutOnce() {
        var answer = new ReviewItem(5, SYNC.name(), "1", "name", Reviews.Kind.CONFLICT, "Ann", List.of(new Claimed("crm", "1", "Anna", NOW)), "edited in both",
                BEFORE, Reviews.State.ANSWERED, "Annabel", "anna", NOW, null);
        Batch batch = TestBatch.of(List.of(), List.of(answer), List.of(), thing("1", "Ann"));

        assertThat(reconciled(batch).planned()).extracting(Step::intent).containsExactlyInAnyOrder(new Intent.Update("crm", name("Annabel"), false),
                new Intent.Update("erp", name("Annabel"), false));
        batch.put(thing("1", "Zoe"));
        batch.reopen("1");
        assertThat(reconciled(batch).planned()).as("what came later counts").isEmpty();
    }

    @Test
    void anUndoOfWhatHasChangedSinceIsLeft() {
        var undo = new ReviewItem(5, SYNC.name(), "1", "name", Reviews.Kind.UNDO, null, List.of(new Claimed("crm", "1", "Anna", null)), "undone by anna",
                BEFORE, Reviews.State.ANSWERED, "An", "anna", NOW, null, 8L);
        Batch batch = TestBatch.of(List.of(), List.of(undo), List.of(), thing("1", "Ann"));

        assertThat(reconciled(batch).planned()).isEmpty();
        assertThat(batch.outcomes()).containsExactly(new Outcome.Left(new Outcome.About(thing("1", "Ann"), null), undo));
    }

    private Decided reconciled(Batch batch, Observation... seen) {
        for (Observation one : seen) {
            batch.observations.computeIfAbsent(one.ref(), ref -> new ArrayList<>()).add(one);
        }
        return reconciling.reconcile(batch);
    }

    private static Observation seen(String system, String id, String name) {
        return new Observation(new RecordRef(system, id), Presence.PRESENT, name(name), NOW, "v2", NOW, Observation.LONG_AGO);
    }

    private static Observation gone(String system, String id) {
        return new Observation(new RecordRef(system, id), Presence.GONE, CanonicalRecord.EMPTY, NOW, null, NOW, NOW);
    }

    private static CanonicalRecord name(String name) {
        return new CanonicalRecord(Map.of("name", name));
    }
}
