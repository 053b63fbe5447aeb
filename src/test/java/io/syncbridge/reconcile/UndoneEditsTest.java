package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Unreadable;
import io.syncbridge.reconcile.policy.Review;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A person undoes edits of both systems; the ERP stores names in capital letters. */
class UndoneEditsTest {

    private static final Set<String> BOTH = Set.of("crm", "erp");
    private static final Policy POLICY = new Policy(List.of("crm", "erp"), BOTH, BOTH,
            Map.of("name", new FieldPolicy("name", BOTH, BOTH, new Review(), new Review(), false, null)), new Review(), Map.of(), OrphanPolicy.CREATE);

    @Test
    void theValueBeforeBothEditsIsTheAgreedOneWhicheverSystemIsHeardLast() {
        assertThat(opened(pair(), "crm", "erp").lastAgreed()).isEqualTo("Ann");
        assertThat(opened(pair(), "erp", "crm").lastAgreed()).isEqualTo("Ann");
    }

    @Test
    void undoingAsksEachSystemForTheAgreedValue() {
        Thing asked = Reconcile.absorb(Reconcile.absorb(pair(), seen("crm", "Bo"), POLICY).thing(), seen("erp", "CY"), POLICY).thing();
        Thing undone = Reconcile.settle(asked, "name", "Ann", "ida", at(50));

        assertThat(Reconcile.plan(undone, POLICY)).containsExactly(new Intent.Update("crm", new CanonicalRecord(Map.of("name", "Ann")), false),
                new Intent.Update("erp", new CanonicalRecord(Map.of("name", "Ann")), false));
        Thing written = Reconcile.delivered(undone, new Intent.Update("erp", new CanonicalRecord(Map.of("name", "Ann")), false), shadow("erp", "ANN", Map.of()), POLICY);
        assertThat(written.shadows().get("erp").values().get("name")).as("the system's own spelling").isEqualTo("ANN");
        assertThat(Reconcile.plan(written, POLICY)).as("which it is not asked to change").extracting(Intent::system).containsExactly("crm");
    }

    @Test
    void whatCouldNotBeReadIsNoValueBeforeTheEdits() {
        Thing unread = pair().with(shadow("erp", "ANN", Map.of("name", new Unreadable("", "odd"))));
        assertThat(opened(unread, "crm", "erp").lastAgreed()).isEqualTo("ANN");
    }

    private static Finding.ReviewOpened opened(Thing pair, String first, String second) {
        Thing edited = Reconcile.absorb(pair, seen(first, "Bo"), POLICY).thing();
        return Reconcile.absorb(edited, seen(second, "CY"), POLICY).findings().stream().filter(Finding.ReviewOpened.class::isInstance)
                .map(Finding.ReviewOpened.class::cast).findFirst().orElseThrow();
    }

    private static Thing pair() {
        var shadows = new LinkedHashMap<String, Shadow>();
        shadows.put("crm", shadow("crm", "Ann", Map.of()));
        shadows.put("erp", shadow("erp", "ANN", Map.of("name", "Ann")));
        return new Thing("t", new Base(Map.of("name", new BaseValue("Ann", at(0), "crm", "edited in crm")), null), shadows, Set.of());
    }

    private static Shadow shadow(String system, String name, Map<String, Object> deviations) {
        return new Shadow(new RecordRef(system, "1"), Presence.PRESENT, new CanonicalRecord(Map.of("name", name)), deviations, null, at(0));
    }

    private static Observation seen(String system, String name) {
        return new Observation(new RecordRef(system, "1"), Presence.PRESENT, new CanonicalRecord(Map.of("name", name)), at(10), null, at(10));
    }

    private static Instant at(int second) {
        return Instant.parse("2026-05-04T10:00:00Z").plusSeconds(second);
    }
}
