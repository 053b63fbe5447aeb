package io.syncbridge.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.operate.Choice.BadChoiceException;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();

    @Test
    void aSystemsValueIsTakenAsItIs() {
        assertThat(new Choice.Take("erp").answer(phone(), SYNC)).isEqualTo("+14155550199");
        assertThatThrownBy(() -> new Choice.Take("hr").answer(phone(), SYNC)).isInstanceOf(BadChoiceException.class)
                .hasMessageContaining("crm, erp");
    }

    @Test
    void theLastAgreedValueCanBeTakenBack() {
        assertThat(new Choice.Restore().answer(phone(), SYNC)).isEqualTo("+14155552671");
    }

    @Test
    void withoutAValueBeforeTheEditsNothingIsTakenBack() {
        assertThatThrownBy(() -> new Choice.Restore().answer(review("salary", null, BigDecimal.TEN), SYNC)).isInstanceOf(BadChoiceException.class)
                .hasMessageContaining("no value before the edits");
    }

    @Test
    void whatAPersonTypesIsReadAsTheSystemsWouldReadIt() {
        assertThat(new Choice.Value("(415) 555-0123").answer(phone(), SYNC)).isEqualTo("+14155550123");
        assertThat(new Choice.Value(null).answer(phone(), SYNC)).isNull();
        assertThat(new Choice.Value(" 12.50 ").answer(review("salary", new BigDecimal("1"), BigDecimal.TEN), SYNC))
                .isEqualTo(new BigDecimal("12.5"));
        assertThat(new Choice.Value(1200).answer(review("salary", new BigDecimal("1"), BigDecimal.TEN), SYNC))
                .isEqualTo(new BigDecimal("1200"));
        assertThat(new Choice.Value("false").answer(review("active", true, null), SYNC)).isEqualTo(false);
    }

    @Test
    void whatNoSystemCanHoldIsRefusedWithTheReason() {
        assertThatThrownBy(() -> new Choice.Value("much").answer(review("salary", BigDecimal.ONE, BigDecimal.TEN), SYNC))
                .isInstanceOf(BadChoiceException.class).hasMessageContaining("much");
        assertThatThrownBy(() -> new Choice.Value("perhaps").answer(review("active", true, false), SYNC))
                .isInstanceOf(BadChoiceException.class).hasMessageContaining("perhaps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "delete"})
    void aWholeRecordIsKeptOrDeleted(String word) {
        assertThat(new Choice.Value(word).answer(record(), SYNC)).isEqualTo(word);
    }

    @Test
    void aWholeRecordIsNothingElse() {
        assertThatThrownBy(() -> new Choice.Value("other").answer(record(), SYNC)).isInstanceOf(BadChoiceException.class);
        assertThatThrownBy(() -> new Choice.Take("crm").answer(record(), SYNC)).isInstanceOf(BadChoiceException.class);
        assertThatThrownBy(() -> new Choice.Restore().answer(record(), SYNC)).isInstanceOf(BadChoiceException.class);
    }

    @Test
    void anAmbiguousRecordIsLinkedWithOneOfThoseItResembles() {
        ReviewItem match = new ReviewItem(1, "contacts", "t1", Thing.RECORD, Kind.MATCH, null,
                List.of(new Claimed("erp", "a/1", null, null), new Claimed("erp", "2", null, null)), "why", Instant.EPOCH, State.OPEN,
                null, null, null, null);

        assertThat(new Choice.Link("erp/a/1").answer(match, SYNC)).isEqualTo("erp/a/1");
        assertThatThrownBy(() -> new Choice.Link("erp/3").answer(match, SYNC)).isInstanceOf(BadChoiceException.class)
                .hasMessageContaining("erp/a/1, erp/2");
        assertThatThrownBy(() -> new Choice.Link("crm/1").answer(record(), SYNC)).isInstanceOf(BadChoiceException.class);
    }

    private static ReviewItem phone() {
        return new ReviewItem(1, "contacts", "t1", "phone", Kind.CONFLICT, "+14155552671",
                List.of(new Claimed("crm", "1", "+14155550100", null), new Claimed("erp", "2", "+14155550199", null)), "why",
                Instant.EPOCH, State.OPEN, null, null, null, null);
    }

    private static ReviewItem review(String field, Object crm, Object erp) {
        return new ReviewItem(1, "contacts", "t1", field, Kind.CONFLICT, null,
                List.of(new Claimed("crm", "1", crm, null), new Claimed("erp", "2", erp, null)), "why", Instant.EPOCH,
                State.OPEN, null, null, null, null);
    }

    private static ReviewItem record() {
        return review(Thing.RECORD, null, null);
    }
}
