package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Brakes;
import io.syncbridge.store.Brakes.Brake;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Inbox.Waiting;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.ReviewItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which run, and which decision of a person, a batch counts to. */
class ArrivalsTest {

    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final RecordRef RECORD = new RecordRef("crm", "1");
    private static final Thing THING = new Thing("t1", Base.EMPTY, Map.of("crm", new Shadow(RECORD, Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(),
            null, null)), Set.of());
    private static final Known KNOWN = Known.of(THING, THING);

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

    @Test
    void whatWasPutOffForARunIsStillOfIt() {
        Known putOff = KNOWN.undelivered(List.of(delivery(9L)));

        assertThat(arrivals(List.of(), List.of(), List.of()).runOf("t1", putOff, RECORD)).isEqualTo(9);
        assertThat(arrivals(List.of(reported(null)), List.of(), List.of()).runOf("t1", putOff, RECORD)).isNull();
    }

    @Test
    void aRecordThatBelongsToNoThingIsOfTheRunThatReportedIt() {
        assertThat(arrivals(List.of(reported(7L)), List.of(), List.of()).runOf(null, Known.NOTHING, RECORD)).isEqualTo(7);
        assertThat(arrivals(List.of(reported(7L)), List.of(), List.of()).runOf(null, Known.NOTHING, null)).isNull();
    }

    @Test
    void aDecisionIsGoodForTheChangesThatItWasMadeOn() {
        assertThat(arrivals(List.of(reported(5, null)), List.of(), List.of(decided(5))).decision(KNOWN, "delete")).isPresent();
        assertThat(arrivals(List.of(reported(6, null)), List.of(), List.of(decided(5))).decision(KNOWN, "delete")).as("it came later").isEmpty();
        assertThat(arrivals(List.of(reported(5, null)), List.of(), List.of(decided(5))).decision(KNOWN, "blank:phone")).isEmpty();
        assertThat(arrivals(List.of(), List.of(), List.of(decided(5))).decision(KNOWN, "delete")).as("nothing was reported").isEmpty();
    }

    @Test
    void onlyWhatWasReportedIsUndecided() {
        assertThat(arrivals(List.of(reported(6, null)), List.of(), List.of(decided(5))).isUndecided(KNOWN, "delete")).isTrue();
        assertThat(arrivals(List.of(), List.of(), List.of()).isUndecided(KNOWN, "delete")).isFalse();
    }

    private static Long run(List<Waiting> waiting, List<ReviewItem> answered) {
        return arrivals(waiting, answered, List.of()).runOf("t1", KNOWN, RECORD);
    }

    private static Arrivals arrivals(List<Waiting> waiting, List<ReviewItem> answered, List<Brake> decisions) {
        return new Arrivals(new Taken(SYNC, NOW, 10, false, waiting, List.of(), answered, decisions, Set.of(), Span.getInvalid()));
    }

    private static Waiting reported(Long run) {
        return reported(1, run);
    }

    private static Waiting reported(long id, Long run) {
        return new Waiting(id, Change.hint(RECORD), NOW, run, null);
    }

    private static Delivery delivery(long run) {
        return new Delivery(0, SYNC.name(), "t1", "erp", null, "crm", "1", Operation.CREATE, State.WAITING, 1, NOW, NOW, NOW, "away", null).ofRun(run);
    }

    private static Brake decided(long last) {
        return new Brake(1, SYNC.name(), Brakes.Kind.DELETES, "delete", "many", NOW, Brakes.State.REJECTED, last, "anna", NOW);
    }

    private static ReviewItem undo(long run) {
        return new ReviewItem(1, SYNC.name(), "t1", "phone", Reviews.Kind.UNDO, null, List.of(new Claimed("crm", "1", "2", null)),
                "undo", NOW, Reviews.State.ANSWERED, "1", "anna", NOW, null, run);
    }
}
