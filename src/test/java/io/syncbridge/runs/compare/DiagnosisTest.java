package io.syncbridge.runs.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.Seen;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One thing of two systems, known to hold the salary 5 in both unless a story says otherwise. */
class DiagnosisTest {

    private static final Instant BEGUN = Instant.parse("2025-03-01T10:00:00Z");
    private static final RecordRef CRM = new RecordRef("crm", "1");
    private static final RecordRef ERP = new RecordRef("erp", "9");

    private final SyncDefinition sync = TestSync.contacts().find("contacts").orElseThrow();
    private final Map<RecordRef, Object> seen = new LinkedHashMap<>(Map.of(CRM, five(), ERP, five()));
    private final Map<String, Shadow> shadows = new LinkedHashMap<>();
    private final Map<RecordRef, Instant> changed = new HashMap<>();
    private final Set<RecordRef> waiting = new LinkedHashSet<>();
    private final Set<String> inReview = new LinkedHashSet<>();
    private List<Delivery> undelivered = List.of();
    private Object agreed = five();

    DiagnosisTest() {
        known(CRM, five(), Map.of());
        known(ERP, five(), Map.of());
    }

    @Test
    void whatIsWorthTheSameAgrees() {
        seen.put(ERP, new BigDecimal("5.00"));
        assertThat(difference()).isEmpty();
        seen.put(CRM, null);
        seen.put(ERP, null);
        assertThat(difference()).isEmpty();
    }

    @Test
    void aThingThatIsGoneEverywhereIsNoDifference() {
        seen.clear();
        assertThat(difference()).isEmpty();
    }

    @Test
    void aChangeThatTheBridgeDoesNotKnowOfIsUnheard() {
        seen.put(ERP, new BigDecimal(6));
        Difference found = difference().orElseThrow();
        assertThat(found.cause()).isEqualTo(Cause.UNHEARD);
        assertThat(found.where()).isEqualTo(ERP);
        assertThat(found.fields()).isEqualTo(Map.of("salary", Map.of("crm", five(), "erp", new BigDecimal(6))));
        assertThat(Difference.records(found.finding())).containsExactlyInAnyOrder(CRM, ERP);
    }

    @Test
    void aRecordThatWentAwayUnheardHasVanished() {
        seen.remove(ERP);
        Difference found = difference().orElseThrow();
        assertThat(found.cause()).isEqualTo(Cause.VANISHED);
        assertThat(found.missing()).containsExactly("erp");
        assertThat(found.where()).isEqualTo(ERP);
    }

    @Test
    void aRecordThatIsNotLinkedWasNeverSeen() {
        shadows.remove("crm");
        seen.remove(ERP);
        assertThat(difference()).map(Difference::cause).contains(Cause.UNSEEN);
    }

    @Test
    void whatFailedIsSaidInTheSystemsWords() {
        seen.put(CRM, new BigDecimal(6));
        undelivered = List.of(delivery(Deliveries.State.FAILED));
        Difference found = difference().orElseThrow();
        assertThat(found.cause()).isEqualTo(Cause.FAILED);
        assertThat(found.why()).contains("It is locked.");
    }

    @Test
    void whatIsOnItsWayWaits() {
        seen.put(CRM, new BigDecimal(6));
        undelivered = List.of(delivery(Deliveries.State.WAITING));
        assertThat(difference()).map(Difference::cause).contains(Cause.WAITING);
        undelivered = List.of();
        waiting.add(CRM);
        assertThat(difference()).map(Difference::cause).contains(Cause.WAITING);
    }

    @Test
    void aRecordThatChangedAfterTheComparisonBeganIsMoving() {
        seen.put(CRM, new BigDecimal(6));
        changed.put(CRM, BEGUN);
        assertThat(difference()).map(Difference::cause).contains(Cause.UNHEARD);
        changed.put(CRM, BEGUN.plusSeconds(1));
        assertThat(difference()).map(Difference::cause).contains(Cause.MOVING);
    }

    @Test
    void aReviewExplainsTheFieldsThatItIsAboutAndNoOthers() {
        seen.put(CRM, new BigDecimal(6));
        inReview.add("phone");
        assertThat(difference()).map(Difference::cause).contains(Cause.UNHEARD);
        inReview.add("salary");
        assertThat(difference()).map(Difference::cause).contains(Cause.REVIEW);
        inReview.clear();
        inReview.add(Thing.RECORD);
        assertThat(difference()).map(Difference::cause).contains(Cause.REVIEW);
    }

    @Test
    void whatTheBridgeKnowsAndWouldWriteIsUnwritten() {
        seen.put(CRM, new BigDecimal(6));
        known(CRM, new BigDecimal(6), Map.of());
        agreed = new BigDecimal(6);
        assertThat(difference()).map(Difference::cause).contains(Cause.UNWRITTEN);
    }

    @Test
    void whatASystemMakesOfAValueIsAllowed() {
        seen.put(ERP, new BigDecimal(4));
        known(ERP, new BigDecimal(4), Map.of("salary", five()));
        assertThat(difference()).map(Difference::cause).contains(Cause.ALLOWED);
    }

    private Optional<Difference> difference() {
        var base = new Base(Map.of("salary", new BaseValue(agreed, BEGUN, "crm", "edited in crm")), null);
        Thing thing = shadows.isEmpty() ? null : new Thing("t1", base, shadows, inReview);
        List<Seen> records = seen.entrySet().stream().map(one -> new Seen(one.getKey(), salary(one.getValue()), List.of())).toList();
        return new Diagnosis(sync, thing, new Group("t1", Set.of(CRM, ERP)), records, changed, waiting, undelivered, BEGUN).difference();
    }

    private void known(RecordRef ref, Object salary, Map<String, Object> deviations) {
        shadows.put(ref.system(), new Shadow(ref, Presence.PRESENT, salary(salary), deviations, null, null));
    }

    private static CanonicalRecord salary(Object value) {
        var values = new HashMap<String, Object>();
        values.put("salary", value);
        return new CanonicalRecord(values);
    }

    private static BigDecimal five() {
        return new BigDecimal(5);
    }

    private static Delivery delivery(Deliveries.State state) {
        return new Delivery(1, "contacts", "t1", "erp", "9", "crm", "1", Operation.UPDATE, state, 1, BEGUN, BEGUN, BEGUN,
                "It is locked.", Map.of());
    }
}
