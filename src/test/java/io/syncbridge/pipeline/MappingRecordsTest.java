package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.BEFORE;
import static io.syncbridge.pipeline.TestBatch.NOW;
import static io.syncbridge.pipeline.TestBatch.edit;
import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is seen of records by what was reported of them, or by reading them. */
class MappingRecordsTest {

    private static final RecordRef RECORD = new RecordRef("crm", "1");

    private final TestSystems systems = new TestSystems();

    @Test
    void aReportThatSaysEnoughIsNotRead() {
        Batch batch = mapped(Set.of(), edit("crm", "1", "Anna", NOW, "v2"));

        assertThat(seen(batch)).containsExactly("Anna");
        assertThat(systems.calls).isEmpty();
        assertThat(batch.causes).containsOnlyKeys(RECORD);
    }

    @Test
    void whatIsUncertainIsReadWithOneCallForEachSystem() {
        systems.with("crm", "1", "Annabel", NOW, "v3").with("crm", "2", "Bob", NOW, "v3");

        Batch batch = mapped(Set.of(RECORD, new RecordRef("crm", "2")), edit("crm", "1", "Anna", BEFORE, "v0"), Change.hint(new RecordRef("crm", "2")));

        assertThat(seen(batch)).containsExactlyInAnyOrder("Annabel", "Bob");
        assertThat(systems.calls).hasSize(1);
        assertThat(batch.read).hasSize(2);
    }

    @Test
    void valuesThatAreKnownLeaveAsAnEchoWithoutBeingRead() {
        Batch batch = mapped(Set.of(RECORD), edit("crm", "1", "Ann", BEFORE, "v0"));

        assertThat(batch.observations).isEmpty();
        assertThat(systems.calls).isEmpty();
        assertThat(batch.outcomes()).containsExactly(new Outcome.Counted(Outcome.About.NOTHING, Outcome.Kind.ECHO));
    }

    @Test
    void aRecordThatIsLookedForAndNotThereIsGone() {
        Batch batch = mapped(Set.of(RECORD), Change.delete(RECORD, NOW));

        assertThat(batch.observations.get(RECORD)).extracting(Observation::presence).containsExactly(Presence.GONE);
    }

    @Test
    void whatCannotBeAskedForWaitsInTheInbox() {
        systems.away = true;

        Batch batch = mapped(Set.of(RECORD), Change.hint(RECORD));

        assertThat(batch.observations).isEmpty();
        assertThat(batch.postponed).containsOnlyKeys(RECORD);
    }

    @Test
    void aSystemThatCannotBeReadIsBelievedUnlessItsReportIsLate() {
        systems.actions.remove(SyncAction.READ);

        assertThat(seen(mapped(Set.of(RECORD), edit("crm", "1", "Anna", null, null)))).containsExactly("Anna");
        assertThat(mapped(Set.of(RECORD), edit("crm", "1", "Anna", BEFORE.minusSeconds(1), null)).observations).isEmpty();
        assertThat(Undelivered.unmapped(mapped(Set.of(RECORD), Change.hint(RECORD)).outcomes())).containsOnlyKeys(RECORD);
    }

    @Test
    void aFieldThatCannotBeReadHoldsUpNoOther() {
        Batch batch = mapped(Set.of(), new Change(RECORD, Operation.UPDATE, Map.of("name", "Anna", "salary", "much"), NOW, "v2", null));

        assertThat(seen(batch)).containsExactly("Anna");
        assertThat(batch.observations.get(RECORD).get(0).unreadable()).containsExactly("salary");
        assertThat(Undelivered.unmapped(batch.outcomes()).get(RECORD).error()).contains("salary").doesNotContain("much");
    }

    @Test
    void aLaterReportThatCanBeReadMakesUpForOneThatCannot() {
        Batch batch = mapped(Set.of(), Change.unreadable(RECORD, Map.of(), "no number"), edit("crm", "1", "Anna", NOW, "v2"));

        assertThat(seen(batch)).containsExactly("Anna");
        assertThat(Undelivered.unmapped(batch.outcomes())).isEmpty();
    }

    private Batch mapped(Set<RecordRef> toRead, Change... reports) {
        var references = new References(null, null, systems);
        return new MappingRecords(systems, references, new Absences(null)).map(new Guarded(TestBatch.of(List.of(reports), thing("1", "Ann")), toRead));
    }

    private static List<Object> seen(Batch batch) {
        return batch.observations.values().stream().flatMap(List::stream).map(one -> one.values().get("name")).collect(Collectors.toList());
    }
}
