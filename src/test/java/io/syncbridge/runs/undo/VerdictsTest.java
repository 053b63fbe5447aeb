package io.syncbridge.runs.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.operate.TestSync;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.runs.Seen;
import io.syncbridge.runs.undo.Wish.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bridge wrote the salary 6, which was 5 before; it stands everywhere unless a story says otherwise. */
class VerdictsTest {

    private static final RecordRef CRM = new RecordRef("crm", "1");
    private static final RecordRef ERP = new RecordRef("erp", "9");
    private static final BigDecimal SIX = new BigDecimal(6);
    private static final BigDecimal SEVEN = new BigDecimal(7);

    private final SyncDefinition sync = TestSync.contacts().find("contacts").orElseThrow();
    private final Map<RecordRef, Object> live = new LinkedHashMap<>(Map.of(CRM, SIX, ERP, SIX));
    private Base base = base(SIX, null);
    private Set<String> inReview = Set.of();
    private Presence presence = Presence.PRESENT;

    @Test
    void whatStandsIsPutBack() {
        assertThat(verdicts().againstRecord(wish(Kind.PUT_BACK))).isNull();
        assertThat(verdicts().againstFields(wish(Kind.PUT_BACK))).isEmpty();
    }

    @Test
    void whatChangedInAnySystemOrInWhatTheBridgeKnowsIsLeft() {
        live.put(CRM, SEVEN);
        assertThat(verdicts().againstFields(wish(Kind.PUT_BACK))).containsEntry("salary", "It was changed since in crm.");
        live.put(CRM, SIX);
        live.remove(ERP);
        assertThat(verdicts().againstFields(wish(Kind.PUT_BACK))).containsEntry("salary", "The record is gone from erp.");
        base = base(SEVEN, null);
        assertThat(verdicts().againstFields(wish(Kind.PUT_BACK))).containsEntry("salary", "It was changed since.");
    }

    @Test
    void whatAPersonIsAskedAboutIsLeft() {
        inReview = Set.of("salary");
        assertThat(verdicts().againstFields(wish(Kind.PUT_BACK))).containsKey("salary");
        inReview = Set.of(Thing.RECORD);
        assertThat(verdicts().againstRecord(wish(Kind.REMOVE))).contains("asked");
    }

    @Test
    void aCreatedRecordIsRemovedOnlyAsItWasWritten() {
        assertThat(verdicts().againstRecord(wish(Kind.REMOVE))).isNull();
        live.put(ERP, SEVEN);
        assertThat(verdicts().againstRecord(wish(Kind.REMOVE))).isEqualTo("'salary' was changed since.");
        live.remove(ERP);
        assertThat(verdicts().againstRecord(wish(Kind.REMOVE))).isEqualTo("The record is not there any more.");
    }

    @Test
    void onlyWhatIsDeletedIsRestored() {
        assertThat(verdicts().againstRecord(wish(Kind.RESTORE))).isEqualTo("It lives again.");
        base = base(SIX, new Base.Deletion(Instant.EPOCH, "crm"));
        assertThat(verdicts().againstRecord(wish(Kind.RESTORE))).isNull();
        assertThat(verdicts().againstRecord(wish(Kind.PUT_BACK))).isEqualTo("It was deleted since.");
    }

    @Test
    void everyWriteInEverySystemIsListed() {
        assertThat(verdicts().elsewhere(wish(Kind.PUT_BACK))).containsExactly(
                new Wish(Kind.PUT_BACK, "t", CRM, Map.of("salary", new Wish.Field(SIX, 5))));
        assertThat(verdicts().elsewhere(wish(Kind.REMOVE))).isEmpty();
        base = base(SIX, new Base.Deletion(Instant.EPOCH, "crm"));
        presence = Presence.GONE;
        assertThat(verdicts().elsewhere(wish(Kind.RESTORE))).extracting(Wish::record).containsExactly(CRM);
    }

    private Verdicts verdicts() {
        var shadows = Map.of("crm", shadow(CRM), "erp", shadow(ERP));
        var seen = new LinkedHashMap<RecordRef, Seen>();
        live.forEach((ref, salary) -> seen.put(ref, new Seen(ref, new CanonicalRecord(Map.of("salary", salary)), List.of())));
        return new Verdicts(sync, new Thing("t", base, shadows, inReview), seen);
    }

    private static Wish wish(Kind kind) {
        return new Wish(kind, "t", ERP, Map.of("salary", new Wish.Field(6, 5)));
    }

    private static Base base(BigDecimal salary, Base.Deletion deletion) {
        return new Base(Map.of("salary", new BaseValue(salary, Instant.EPOCH, "crm", "edited in crm")), deletion);
    }

    private Shadow shadow(RecordRef ref) {
        return new Shadow(ref, presence, new CanonicalRecord(Map.of("salary", SIX)), Map.of(), null, null);
    }
}
