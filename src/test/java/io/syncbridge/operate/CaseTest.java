package io.syncbridge.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a review is called, what it asks, and what an answer would write. */
class CaseTest {

    private static final SyncDefinition SYNC = TestSync.contacts().find("contacts").orElseThrow();
    private static final String CRM = "+14155550100";
    private static final String ERP = "+14155550199";
    private static final String BEFORE = "+14155552671";

    @Test
    void aRecordIsCalledByItsTitleOrTheNextFieldOfTextAndElseByAnId() {
        assertThat(field("Ida Berg", "ida").title()).isEqualTo("Ida Berg");
        assertThat(field(null, "ida").title()).isEqualTo("ida");
        assertThat(field(" ", null).title()).isEqualTo("crm/1");
        assertThat(new Case(review("phone", Kind.CONFLICT), null, null, Map.of()).title()).as("its sync is not running").isEqualTo("crm/1");
        assertThat(new Case(review("phone", Kind.MATCH), SYNC, null, Map.of()).title()).as("candidates are other records").isEqualTo("t1");
    }

    @Test
    void theQuestionSaysWhatIsAsked() {
        assertThat(field("Ida", null).question()).isEqualTo("Which phone is right?");
        assertThat(record(Kind.DELETE).question()).isEqualTo("It was deleted in erp and edited elsewhere: keep it?");
        assertThat(new Case(review(Thing.RECORD, Kind.ORPHAN), SYNC, thing(shadow("crm", "1", Presence.PRESENT, CRM)), Map.of()).question())
                .isEqualTo("It is missing in erp: create it there?");
        assertThat(new Case(review(Thing.RECORD, Kind.MATCH), SYNC, null, Map.of()).question()).isEqualTo("Which of 2 records is it the same as?");
    }

    @Test
    void aValueIsWrittenWhereItIsNotHeldInTheSystemsOwnForm() {
        assertThat(field("Ida", null).effects(CRM)).containsExactly("crm keeps what it holds", "erp gets contact.phone = " + CRM);
        assertThat(field("Ida", null).effects(ERP)).containsExactly("crm gets phone = (415) 555-0199", "erp keeps what it holds");
        assertThat(field("Ida", null).effects(BEFORE)).containsExactly("crm gets phone = (415) 555-2671", "erp gets contact.phone = " + BEFORE);
        assertThat(field("Ida", null).effects(null)).containsExactly("crm gets phone = —", "erp gets contact.phone = —");
    }

    @Test
    void aDeleteNamesEachRecordThatItTakesAway() {
        assertThat(record(Kind.DELETE).effects("delete")).containsExactly("crm/1 is deleted", "erp/2 is gone already");
        assertThat(record(Kind.DELETE).effects("keep")).satisfiesExactly(crm -> assertThat(crm).isEqualTo("crm/1 stays as it is"),
                erp -> assertThat(erp).startsWith("erp gets a new record: ").contains("contact.phone = " + CRM, "name = Ida Berg"));
        assertThat(new Case(review(Thing.RECORD, Kind.DELETE), SYNC, null, Map.of()).effects("delete"))
                .containsExactly("Nothing is known of the record any more.");
    }

    @Test
    void nothingIsSaidOfAFieldThatWaitsForTheWholeRecord() {
        Thing asked = thing(shadow("crm", "1", Presence.PRESENT, CRM), shadow("erp", "2", Presence.PRESENT, ERP));
        Thing held = new Thing("t1", asked.base(), asked.shadows(), Set.of("phone", Thing.RECORD));
        assertThat(new Case(review("phone", Kind.CONFLICT), SYNC, held, Map.of()).effects(CRM)).hasSize(1).first().asString().contains("whether the record lives");
    }

    private static Case field(String name, String nick) {
        Thing thing = thing(shadow("crm", "1", Presence.PRESENT, CRM), shadow("erp", "2", Presence.PRESENT, ERP));
        Base named = new Base(Map.of("phone", value(CRM), "name", value(name), "nick", value(nick)), null);
        var shadows = new LinkedHashMap<String, Shadow>();
        thing.shadows().forEach((system, shadow) -> {
            var values = new LinkedHashMap<String, Object>(shadow.values().values());
            values.put("name", name);
            values.put("nick", nick);
            shadows.put(system, new Shadow(shadow.ref(), shadow.presence(), new CanonicalRecord(values), Map.of(), null, null));
        });
        return new Case(review("phone", Kind.CONFLICT), SYNC, new Thing("t1", named, shadows, Set.of("phone")), Map.of());
    }

    private static Case record(Kind kind) {
        return new Case(review(Thing.RECORD, kind), SYNC, thing(shadow("crm", "1", Presence.PRESENT, CRM), shadow("erp", "2", Presence.GONE, BEFORE)),
                Map.of());
    }

    private static Thing thing(Shadow... shadows) {
        var bySystem = new LinkedHashMap<String, Shadow>();
        for (Shadow shadow : shadows) {
            bySystem.put(shadow.ref().system(), shadow);
        }
        return new Thing("t1", new Base(Map.of("phone", value(CRM), "name", value("Ida Berg"), "salary", value(BigDecimal.ONE)), null), bySystem,
                Set.of());
    }

    private static Shadow shadow(String system, String id, Presence presence, String phone) {
        return new Shadow(new RecordRef(system, id), presence, new CanonicalRecord(Map.of("phone", phone, "name", "Ida Berg", "salary", BigDecimal.ONE)),
                Map.of(), null, null);
    }

    private static BaseValue value(Object value) {
        return new BaseValue(value, Instant.EPOCH, "crm", "edited in crm");
    }

    private static ReviewItem review(String field, Kind kind) {
        return new ReviewItem(1, "contacts", "t1", field, kind, BEFORE, List.of(new Claimed("crm", "1", CRM, null), new Claimed("erp", "2", ERP, null)),
                "why", Instant.EPOCH, State.OPEN, null, null, null, null);
    }
}
