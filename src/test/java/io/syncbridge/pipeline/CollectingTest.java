package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.NOW;
import static io.syncbridge.pipeline.TestBatch.shadow;
import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Deliveries.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of writes by what the systems answer. */
class CollectingTest {

    private static final RecordRef ERP = new RecordRef("erp", "1");
    private static final Target TARGET = new Target("1", "erp");

    private final TestSystems systems = new TestSystems();
    /** What erp is to get was edited in crm. */
    private final Batch batch = TestBatch.of(List.of(), new Thing("1", thing("1", "Anna").base(), Map.of("crm", shadow("crm", "1", "Anna"),
            "erp", shadow("erp", "1", "Ann")), Set.of()));

    @Test
    void aWriteThatWasMadeIsKnownAndTold() {
        collect(new WriteResult.Written("1", Map.of("name", "Anna"), NOW, "v2"));

        assertThat(batch.thing("1").shadows().get("erp").values().get("name")).isEqualTo("Anna");
        assertThat(batch.thing("1").shadows().get("erp").version()).isEqualTo("v2");
        assertThat(batch.outcomes()).singleElement().isInstanceOf(Outcome.Written.class);
        assertThat(batch.isOpen()).as("what the system made of it is looked at").isTrue();
    }

    @Test
    void anAnswerThatTheRecordIsAsItWasIsNoSuccess() {
        collect(new WriteResult.Written("1", Map.of("name", "Ann"), NOW, "v2"));

        assertThat(left().kind()).isEqualTo(Refusal.RECORD);
        assertThat(left().error()).contains("still holds what it held before");
    }

    @Test
    void aSystemInTroubleIsAskedAgainByItselfAndNotInThisBatch() {
        collect(new WriteResult.Failed(Refusal.PASSING, "it is away"));

        assertThat(left().state()).isEqualTo(State.WAITING);
        assertThat(left().dueAt()).isAfter(NOW);
        assertThat(batch.answers.hasGivenUp("1", "erp")).isTrue();
    }

    @Test
    void aRefusalWaitsForAPerson() {
        collect(new WriteResult.Failed(Refusal.RECORD, "no such customer"));

        assertThat(left().state()).isEqualTo(State.FAILED);
    }

    @Test
    void fieldsThatWereRefusedAreNotedWhileTheOthersGoTheirWay() {
        var failed = new WriteResult.Failed(Refusal.FIELD, "bad name");
        batch.answers.add(new Answer(step(), write(), failed, Set.of("name")));
        collect();

        assertThat(left().fields()).containsExactly("name");
        assertThat(batch.answers.hasGivenUp("1", "erp")).isFalse();
        assertThat(Undelivered.stillRefused(batch.thing("1"), left())).containsExactly("name");
    }

    @Test
    void aRecordThatHasChangedMeanwhileIsReadAndReconciledAgain() {
        systems.with("erp", "1", "Annabel", NOW, "v2");

        collect(new WriteResult.Stale());

        assertThat(batch.observations.get(ERP)).singleElement().satisfies(seen -> assertThat(seen.values().get("name")).isEqualTo("Annabel"));
        assertThat(batch.isOpen()).isTrue();
        assertThat(Undelivered.of(batch.outcomes())).isEmpty();
    }

    @Test
    void aRecordThatKeepsChangingWaitsForItsNextTurn() {
        systems.with("erp", "1", "Annabel", NOW, "v2");
        for (int round = 1; round <= Collecting.ROUNDS; round++) {
            collect(new WriteResult.Stale());
        }
        assertThat(Undelivered.of(batch.outcomes())).isEmpty();

        collect(new WriteResult.Stale());

        assertThat(left().error()).contains("keeps changing");
        assertThat(systems.calls).hasSize(Collecting.ROUNDS);
    }

    @Test
    void whatJoinsTheTransactionIsLeftToItOnce() {
        collect(new WriteResult.Joins());

        assertThat(batch.joining().left()).containsExactly(TARGET);
        assertThat(batch.isOpen()).isFalse();

        batch.settling();
        assertThat(batch.isOpen()).as("it is planned once more").isTrue();
        collect(new WriteResult.Joins());
        assertThat(left().kind()).isEqualTo(Refusal.OURS);
    }

    private Delivery left() {
        return Undelivered.of(batch.outcomes()).get(TARGET);
    }

    private void collect(WriteResult... answers) {
        for (WriteResult answer : answers) {
            batch.answers.add(new Answer(step(), write(), answer));
        }
        var references = new References(null, null, systems);
        assertThat(new Collecting(systems, references, new Absences(null), new Nameless(null)).collect(new Decided(batch, List.of()))).isSameAs(batch);
    }

    private static Step step() {
        return new Step("1", new Intent.Update("erp", new CanonicalRecord(Map.of("name", "Anna")), false));
    }

    private static Write write() {
        return new Write(Operation.UPDATE, "1", "1", "v1", Map.of("name", "Anna"));
    }
}
