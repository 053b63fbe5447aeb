package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.store.Inbox.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The input of a batch and of its parts. */
class TakenTest {

    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    @Test
    void aPartHoldsTheChangesOfItsRecordsAndBelongsToTheSameBatch() {
        Taken whole = taken(10, "1", "2", "3");

        Taken part = whole.part(ref -> ref.recordId().equals("2"), syncId -> false);

        assertThat(part.waiting()).extracting(item -> item.change().ref().recordId()).containsExactly("2");
        assertThat(part.now()).isEqualTo(NOW);
        assertThat(part.limit()).isEqualTo(10);
    }

    @Test
    void whatFailedIsAloneOnlyInABatchThatMayHoldNoMore() {
        assertThat(taken(1, "1").isAlone()).isTrue();
        assertThat(taken(10, "1").isAlone()).as("others may have been in it before").isFalse();
        assertThat(taken(1).isEmpty()).isTrue();
    }

    @Test
    void theLastChangeIsTheYoungestInTheInbox() {
        assertThat(taken(10, "3", "7", "5").lastWaiting()).isEqualTo(7);
        assertThat(taken(10).lastWaiting()).isZero();
    }

    private static Taken taken(int limit, String... records) {
        List<Waiting> waiting = Stream.of(records).map(id -> new Waiting(Long.parseLong(id), Change.hint(new RecordRef("crm", id)), NOW, null, null)).toList();
        return Taken.of(SYNC, NOW, limit, waiting, List.of());
    }
}
