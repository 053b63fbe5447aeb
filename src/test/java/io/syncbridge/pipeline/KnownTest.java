package io.syncbridge.pipeline;

import static io.syncbridge.pipeline.TestBatch.BEFORE;
import static io.syncbridge.pipeline.TestBatch.NOW;
import static io.syncbridge.pipeline.TestBatch.thing;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Deliveries.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a batch knows of one thing, and of writes that wait for the settling transaction. */
class KnownTest {

    private static final RecordRef CRM = new RecordRef("crm", "1");
    private static final RecordRef ERP = new RecordRef("erp", "1");
    private static final RecordRef OTHER = new RecordRef("wms", "7");
    private static final Thing THING = thing("1", "Ann");
    private static final Known KNOWN = Known.of(THING, THING);

    @Test
    void whatIsFoundOutLeavesWhatWasKnownAsItWas() {
        Known changed = KNOWN.with(thing("1", "Anna")).linked(OTHER).causedBy(CRM);

        assertThat(KNOWN).isEqualTo(Known.of(THING, THING));
        assertThat(changed.before()).isEqualTo(THING);
        assertThat(changed.stored()).isEqualTo(THING);
        assertThat(changed.saved().stored()).isEqualTo(thing("1", "Anna"));
        assertThat(changed.saved().before()).as("brakes compare with what was before the batch").isEqualTo(THING);
        assertThat(changed.about()).isEqualTo(new Outcome.About(thing("1", "Anna"), CRM));
    }

    @Test
    void aThingIsNewsUntilTheNextBatch() {
        assertThat(KNOWN.isNews()).isFalse();
        assertThat(Known.NOTHING.with(THING).saved().isNews()).isTrue();
    }

    @Test
    void aRecordThatWasLinkedTakesThePlaceInItsSystem() {
        assertThat(KNOWN.isFree("wms")).isTrue();
        assertThat(KNOWN.isFree("crm")).isFalse();
        assertThat(KNOWN.linked(OTHER).isFree("wms")).isFalse();
        assertThat(KNOWN.linked(OTHER).unlinked(OTHER).isFree("wms")).isTrue();
        assertThat(KNOWN.linked(OTHER).linked(CRM).records()).containsExactlyInAnyOrder(CRM, ERP, OTHER);
    }

    @Test
    void whatIsAboutToBeWrittenStandsForWhatFailedBeforeAndDoesNotForgetIt() {
        Known noted = KNOWN.undelivered(List.of(delivery("erp", 3, BEFORE), delivery("wms", 1, BEFORE))).noted(delivery("erp", 0, NOW));

        assertThat(noted.undelivered()).extracting(Delivery::targetSystem).containsExactly("wms", "erp");
        assertThat(noted.attempts("erp")).as("the fourth try comes next").isEqualTo(3);
        assertThat(noted.firstFailed("erp", NOW)).isEqualTo(BEFORE);
        assertThat(KNOWN.noted(delivery("erp", 0, NOW)).attempts("erp")).isZero();
        assertThat(KNOWN.firstFailed("erp", NOW)).isEqualTo(NOW);
    }

    @Test
    void aReportThatCouldNotBeMappedIsNoWriteToASystem() {
        Known unmapped = KNOWN.undelivered(List.of(delivery(null, 1, BEFORE)));

        assertThat(unmapped.undelivered("crm")).isEmpty();
        assertThat(unmapped.noted(delivery("erp", 0, NOW)).undelivered()).hasSize(2);
    }

    @Test
    void whatIsStoredSaysWhatTheStoreHeldBefore() {
        assertThat(KNOWN.with(thing("1", "Anna")).revision(TestBatch.SYNC).before()).isEqualTo(THING);
        assertThat(Known.NOTHING.with(THING).revision(TestBatch.SYNC).before()).isNull();
    }

    @Test
    void beforeTheSettlingTransactionEverySystemIsInTimeAndWithinItThoseThatTakePart() {
        Joining joining = Joining.NONE.with(List.of(new Target("1", "erp")));

        assertThat(joining.tooLate(Set.of("crm", "erp"))).isEmpty();
        assertThat(joining.begin().tooLate(Set.of("crm", "erp"))).containsExactly("crm");
        assertThat(Joining.NONE.begin().tooLate(Set.of("crm", "erp"))).containsExactlyInAnyOrder("crm", "erp");
    }

    private static Delivery delivery(String system, int attempts, Instant since) {
        return new Delivery(0, "contacts", "1", system, null, "crm", "1", Operation.UPDATE, State.WAITING, attempts, NOW, since, NOW, "it is away", Map.of());
    }
}
