package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** To which run the log counts what a batch does. */
class BatchRunTest {

    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final RecordRef RECORD = new RecordRef("crm", "1");

    @Test
    void aThingThatOneRunAloneReportsIsOfThatRun() {
        assertThat(run(List.of(reported(7L), reported(7L)), List.of())).isEqualTo(7);
        assertThat(run(List.of(reported(7L), reported(null)), List.of())).isNull();
        assertThat(run(List.of(reported(null)), List.of())).isNull();
    }

    @Test
    void whatAnUndoTakesBackIsOfTheUndoWhateverElseWasReported() {
        assertThat(run(List.of(), List.of(undo(8)))).isEqualTo(8);
        assertThat(run(List.of(reported(null), reported(7L)), List.of(undo(8)))).isEqualTo(8);
    }

    private static Long run(List<Waiting> waiting, List<ReviewItem> answered) {
        var batch = new Batch(Taken.of(SYNC, NOW, 10, waiting, answered), null, SystemFacts.PLAIN);
        batch.link(RECORD, "t1");
        batch.put(Thing.unknown("t1"));
        return batch.runOf("t1", RECORD);
    }

    private static Waiting reported(Long run) {
        return new Waiting(1, Change.hint(RECORD), NOW, run, null);
    }

    private static ReviewItem undo(long run) {
        return new ReviewItem(1, SYNC.name(), "t1", "phone", Reviews.Kind.UNDO, null, List.of(new Claimed("crm", "1", "2", null)),
                "undo", NOW, Reviews.State.ANSWERED, "1", "anna", NOW, null, run);
    }
}
