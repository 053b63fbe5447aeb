package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.policy.LastWriteWins;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A field that a system holds something in which cannot be read holds back itself only, and nothing is written over it. */
class UnreadableFieldTest {

    private static final List<String> SYSTEMS = List.of("crm", "erp");

    private Policy policy = policy(Set.of("crm", "erp"));
    private Thing thing = Thing.unknown("thing");

    @Test
    void theOtherFieldsTravelAndSoDoesTheFieldWhenItCanBeRead() {
        agreed();
        see("crm", values("name", "Anna"), "amount");
        assertThat(plan()).containsExactly(update("erp", values("name", "Anna")));
        delivered();

        see("crm", values("name", "Anna", "amount", 2));
        assertThat(plan()).containsExactly(update("erp", values("amount", 2)));
    }

    @Test
    void nothingIsWrittenOverIt() {
        agreed();
        see("crm", values("name", "Ann"), "amount");
        see("erp", values("name", "Ann", "amount", 5));

        assertThat(plan()).isEmpty();
    }

    @Test
    void onceItCanBeReadItMeetsTheEditOfTheOtherAsAnyOtherDoes() {
        agreed();
        see("crm", values("name", "Ann"), "amount");
        see("erp", values("name", "Ann", "amount", 5));
        List<Finding> findings = see("crm", values("name", "Ann", "amount", 3));

        assertThat(findings).singleElement().isInstanceOf(Finding.Conflict.class);
        assertThat(plan()).containsExactly(update("erp", values("amount", 3)));
    }

    @Test
    void whatIsAsItWasAgainTakesTheEditOfTheOther() {
        agreed();
        see("crm", values("name", "Ann"), "amount");
        see("erp", values("name", "Ann", "amount", 5));
        see("crm", values("name", "Ann", "amount", 1));

        assertThat(plan()).containsExactly(update("crm", values("amount", 5)));
    }

    @Test
    void aNewRecordIsCreatedWithoutItAndTheDefaultOfTheOtherIsNotWrittenOverIt() {
        see("crm", values("name", "Ann"), "amount");
        assertThat(plan()).containsExactly(new Intent.Create("erp", values("name", "Ann")));
        thing = Reconcile.delivered(thing, plan().get(0), new Shadow(new RecordRef("erp", "erp-1"), Presence.PRESENT,
                values("name", "Ann", "amount", 0), Map.of(), "1", Instant.EPOCH), policy);
        thing = Reconcile.absorb(thing, new Observation(new RecordRef("erp", "erp-1"), Presence.PRESENT, values("name", "Ann", "amount", 0),
                Instant.EPOCH, "1", Instant.EPOCH), policy).thing();
        assertThat(plan()).isEmpty();

        see("crm", values("name", "Ann", "amount", 3));
        assertThat(plan()).containsExactly(update("erp", values("amount", 3)));
    }

    @Test
    void aSystemThatHasNoSayInTheFieldGetsWhatIsAgreed() {
        policy = policy(Set.of("crm"));
        agreed();
        see("erp", values("name", "Ann"), "amount");
        see("crm", values("name", "Ann", "amount", 2));

        assertThat(plan()).containsExactly(update("erp", values("amount", 2)));
    }

    // ---- telling

    private int minute;

    private void agreed() {
        see("crm", values("name", "Ann", "amount", 1));
        thing = Reconcile.delivered(thing, plan().get(0), new Shadow(new RecordRef("erp", "erp-1"), Presence.PRESENT,
                values("name", "Ann", "amount", 1), Map.of(), null, null), policy);
    }

    private void delivered() {
        Intent intent = plan().get(0);
        thing = Reconcile.delivered(thing, intent, new Shadow(new RecordRef(intent.system(), intent.system() + "-1"), Presence.PRESENT,
                intent.values(), Map.of(), null, null), policy);
        assertThat(plan()).isEmpty();
    }

    private List<Finding> see(String system, CanonicalRecord values, String... unreadable) {
        Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * ++minute);
        var seen = new Observation(new RecordRef(system, system + "-1"), Presence.PRESENT, values, time, "v" + minute, time)
                .without(Set.of(unreadable));
        Absorbed absorbed = Reconcile.absorb(thing, seen, policy);
        thing = absorbed.thing();
        return absorbed.findings();
    }

    private List<Intent> plan() {
        return Reconcile.plan(thing, policy);
    }

    private static Intent update(String system, CanonicalRecord values) {
        return new Intent.Update(system, values, false);
    }

    private static CanonicalRecord values(Object... namesAndValues) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new CanonicalRecord(values);
    }

    private static Policy policy(Set<String> sourcesOfAmount) {
        var fields = new LinkedHashMap<String, FieldPolicy>();
        for (String field : List.of("name", "amount")) {
            fields.put(field, new FieldPolicy(field, field.equals("amount") ? sourcesOfAmount : Set.copyOf(SYSTEMS), Set.copyOf(SYSTEMS),
                    new LastWriteWins(), new LastWriteWins(), false, null));
        }
        return new Policy(SYSTEMS, Set.copyOf(SYSTEMS), Set.copyOf(SYSTEMS), fields, new LastWriteWins(), Map.of(), OrphanPolicy.CREATE);
    }
}
