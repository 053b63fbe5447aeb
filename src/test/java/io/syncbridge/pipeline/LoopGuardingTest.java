package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.BEFORE;
import static io.syncbridge.pipeline.TestBatch.NOW;
import static io.syncbridge.pipeline.TestBatch.edit;
import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which reports leave a batch at once, and which records are read since their reports prove nothing. */
class LoopGuardingTest {

    private static final RecordRef RECORD = new RecordRef("crm", "1");

    @Test
    void theBridgesOwnWriteLeavesAsAnEcho() {
        Batch batch = guarded(edit("crm", "1", "Ann", BEFORE, "v1")).batch();

        assertThat(batch.reports).isEmpty();
        assertThat(batch.outcomes()).extracting(outcome -> ((Outcome.Counted) outcome).kind()).containsExactly(Outcome.Kind.ECHO);
    }

    @Test
    void aNewerReportStaysAndNeedNotBeRead() {
        Guarded guarded = guarded(edit("crm", "1", "Anna", NOW, "v2"));

        assertThat(guarded.batch().reports).containsOnlyKeys(RECORD);
        assertThat(guarded.toRead()).isEmpty();
        assertThat(guarded.batch().outcomes()).isEmpty();
    }

    @Test
    void whatIsNotShownToBeNewerIsRead() {
        assertThat(guarded(edit("crm", "1", "Anna", BEFORE.minusSeconds(1), "v0")).toRead()).containsExactly(RECORD);
        assertThat(guarded(edit("crm", "1", "Anna", null, null)).toRead()).containsExactly(RECORD);
        assertThat(guarded(Change.hint(RECORD)).toRead()).containsExactly(RECORD);
    }

    @Test
    void severalReportsAreTakenInTheOrderOfTheirTimes() {
        Change late = edit("crm", "1", "Annabel", NOW, "v3");
        Change early = edit("crm", "1", "Anna", NOW.minusSeconds(1), "v2");

        Guarded guarded = guarded(late, early);

        assertThat(guarded.batch().reports.get(RECORD)).containsExactly(early, late);
        assertThat(guarded.toRead()).isEmpty();
    }

    @Test
    void reportsOfOneMomentHaveNoOrderAndAreRead() {
        assertThat(guarded(edit("crm", "1", "Annabel", NOW, "v3"), edit("crm", "1", "Anna", NOW, "v2")).toRead()).containsExactly(RECORD);
    }

    @Test
    void reportsOfOneStreamAreTakenInTheirOrderThereWhateverTheirTimesSay() {
        Change first = edit("crm", "1", "Anna", NOW, "stream:t/0#9");
        Change second = edit("crm", "1", "Annabel", NOW.minusSeconds(60), "stream:t/0#10");

        Guarded guarded = new LoopGuarding().guard(TestBatch.of(List.of(second, first), known("stream:t/0#8")));

        assertThat(guarded.batch().reports.get(RECORD)).containsExactly(first, second);
        assertThat(guarded.toRead()).isEmpty();
    }

    @Test
    void aReportOfAStreamThatIsNotBehindWhatIsKnownIsARepeat() {
        for (String place : List.of("stream:t/0#7", "stream:t/0#8")) {
            Change repeat = edit("crm", "1", "Annabel", NOW.plusSeconds(60), place);

            assertThat(new LoopGuarding().guard(TestBatch.of(List.of(repeat), known("stream:t/0#8"))).batch().reports).isEmpty();
        }
    }

    @Test
    void placesOfDifferentStreamsSayNothingOfTheirOrder() {
        Change other = edit("crm", "1", "Annabel", BEFORE.minusSeconds(1), "stream:u/0#1");

        assertThat(new LoopGuarding().guard(TestBatch.of(List.of(other), known("stream:t/0#8"))).toRead()).containsExactly(RECORD);
    }

    @Test
    void aReportThatCannotBeReadIsNotTakenForAnEcho() {
        assertThat(guarded(Change.unreadable(RECORD, null, "no number")).batch().reports).containsOnlyKeys(RECORD);
    }

    @Test
    void aRecordThatBelongsToItsThingNoLongerMayBeGone() {
        Batch batch = TestBatch.of(List.of(Change.delete(RECORD, NOW)), thing("1", "Ann"));
        batch.unlink(RECORD);

        new LoopGuarding().guard(batch);

        assertThat(batch.reports).isEmpty();
    }

    @Test
    void aRecordWhoseFormerSelfIsReportedTooIsReadUnderItsFormerKey() {
        assertThat(guarded(edit("crm", "2", "Ann", NOW, "v1").of("1"), edit("crm", "1", "Bob", NOW, "v2")).toRead()).contains(RECORD);
    }

    /** A thing whose record was last told of at a place in a stream. */
    private static Thing known(String place) {
        Thing thing = thing("1", "Ann");
        var shadows = new HashMap<>(thing.shadows());
        shadows.computeIfPresent("crm", (system, shadow) -> new Shadow(shadow.ref(), shadow.presence(), shadow.values(), shadow.deviations(), place, BEFORE));
        return new Thing(thing.syncId(), thing.base(), shadows, thing.inReview());
    }

    private static Guarded guarded(Change... reports) {
        return new LoopGuarding().guard(TestBatch.of(List.of(reports), thing("1", "Ann")));
    }
}
