package io.syncbridge.operate.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Deliveries;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
import io.syncbridge.store.SyncLog;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivacyTest {

    private static final BigDecimal SECRET = new BigDecimal("4711");
    private static final Privacy PRIVACY = new Privacy(TestSync.contacts());

    @Test
    void theLogTellsThatAPrivateFieldChangedButNotToWhat() {
        var row = new SyncLog.Entry(1, Instant.EPOCH, "contacts", "t1", "crm", "1", "erp", "2", Operation.UPDATE,
                SyncLog.Status.CONFLICT, List.of("salary", "phone"), Map.of(
                        "salary", Map.of("from", SECRET, "to", SECRET, "stored", SECRET, "lastAgreed", SECRET, "rule", "newest",
                                "kept", Map.of("system", "crm", "value", SECRET)),
                        "phone", Map.of("from", "1", "to", "2")), "rule", null, null);

        SyncLog.Entry shown = PRIVACY.hide(row);
        assertThat(shown.toString()).doesNotContain("4711").contains(Privacy.HIDDEN).contains("newest").contains("crm");
        assertThat(shown.details()).containsEntry("phone", Map.of("from", "1", "to", "2"));
    }

    @Test
    void aPayloadHidesThePlacesWhereItsSystemHoldsPrivateFields() {
        assertThat(PRIVACY.hide(delivery("erp", Map.of("pay", Map.of("salary", SECRET), "contact", Map.of("phone", "1")))).payload())
                .isEqualTo(Map.of("pay", Map.of("salary", Privacy.HIDDEN), "contact", Map.of("phone", "1")));
        assertThat(PRIVACY.hide(delivery(null, Map.of("salary", SECRET, "phone", "1"))).payload())
                .isEqualTo(Map.of("salary", Privacy.HIDDEN, "phone", "1"));
        assertThat(PRIVACY.hide(delivery("erp", null)).payload()).isNull();
    }

    @Test
    void aReviewHidesItsClaims() {
        var review = new ReviewItem(1, "contacts", "t1", "salary", Kind.CONFLICT, SECRET,
                List.of(new Claimed("crm", "1", SECRET, null), new Claimed("erp", "2", null, null)), "why", Instant.EPOCH,
                State.SETTLED, SECRET, "anna", Instant.EPOCH, null);
        assertThat(PRIVACY.hide(review).toString()).doesNotContain("4711").contains("anna");
        assertThat(PRIVACY.hide(review).claims().get(1).value()).as("blank stays blank").isNull();
    }

    @Test
    void whatIsSaidOfAWholeRecordHidesItsPrivateFields() {
        Map<String, Object> edits = Map.of("salary", SECRET, "phone", "1");
        var review = new ReviewItem(1, "contacts", "t1", Thing.RECORD, Kind.DELETE, null,
                List.of(new Claimed("crm", "1", edits, null), new Claimed("erp", "2", "deleted", null)), "why", Instant.EPOCH, State.OPEN, null, null,
                null, null);
        var row = new SyncLog.Entry(1, Instant.EPOCH, "contacts", "t1", "crm", "1", "erp", "2", Operation.UPDATE, SyncLog.Status.CONFLICT, List.of(),
                Map.of(Thing.RECORD, Map.of("kept", Map.of("system", "crm", "value", edits))), "rule", null, null);

        assertThat(PRIVACY.hide(review).toString()).doesNotContain("4711").contains("phone=1").contains("deleted");
        assertThat(PRIVACY.hide(row).toString()).doesNotContain("4711").contains("phone=1");
    }

    private static Delivery delivery(String target, Map<String, Object> payload) {
        return new Delivery(1, "contacts", "t1", target, null, "crm", "1", Operation.UPDATE, Deliveries.State.FAILED, 1,
                Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, "no", payload);
    }
}
