package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Fit;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.policy.FieldMerge;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The shop holds all the people, the crm only those of one region. */
class ScopeTest {

    private static final Set<String> SYSTEMS = Set.of("shop", "crm");
    private static final Function<CanonicalRecord, Fit> EU = values -> !values.has("region") ? Fit.UNKNOWN
            : "EU".equals(values.get("region")) ? Fit.INSIDE : Fit.OUTSIDE;
    /** A filter over a field that the sync does not know. */
    private static final Function<CanonicalRecord, Fit> UNTOLD = values -> Fit.UNKNOWN;

    private Policy policy = policy(Leaving.UNLINK, EU);
    private int second;
    private Thing thing = Thing.unknown("thing");
    private List<Finding> findings = List.of();

    @Test
    void whatWouldBeOutsideIsNotCreatedUntilItWouldBeInside() {
        see("shop", Presence.PRESENT, "Ann", "US");
        assertThat(plan()).isEmpty();
        see("shop", Presence.PRESENT, "Ann", "EU");
        assertThat(plan()).singleElement().isInstanceOf(Intent.Create.class);
    }

    @Test
    void theEditWithWhichARecordLeavesIsPassedOnAndThenItIsLeftAlone() {
        agreed();
        see("crm", Presence.OUTSIDE, "Anna", "US");
        assertThat(findings).anyMatch(Finding.Left.class::isInstance);
        assertThat(plan()).containsExactly(new Intent.Update("shop", record("Anna", "US"), false));
        write("shop", "Anna", "US", Presence.PRESENT);

        see("crm", Presence.OUTSIDE, "Annabel", "US");
        assertThat(plan()).isEmpty();
        see("shop", Presence.PRESENT, "Ann Lee", "US");
        assertThat(plan()).isEmpty();
        see("crm", Presence.GONE, null, null);
        assertThat(plan()).as("its end there is of no concern").isEmpty();
    }

    @Test
    void aRecordThatComesBackIsTheSameThingAndItsEditsMeetTheOthers() {
        agreed();
        see("crm", Presence.OUTSIDE, "Ann", "US");
        write("shop", "Ann", "US", Presence.PRESENT);
        see("shop", Presence.PRESENT, "Ann Shop", "US");
        see("crm", Presence.PRESENT, "Ann Crm", "EU");
        assertThat(findings).anyMatch(finding -> finding instanceof Finding.Conflict conflict
                && "Ann Shop".equals(conflict.loser().value()));
        assertThat(plan()).containsExactly(new Intent.Update("shop", record("Ann Crm", "EU"), false));
    }

    @Test
    void anEditElsewhereTakesARecordOutAndAnotherOneBringsItBack() {
        agreed();
        see("shop", Presence.PRESENT, "Ann", "US");
        write("crm", null, "US", Presence.OUTSIDE);
        assertThat(plan()).isEmpty();
        see("shop", Presence.PRESENT, "Ann Lee", "US");
        assertThat(plan()).as("outside it is left alone").isEmpty();
        see("shop", Presence.PRESENT, "Ann Lee", "EU");
        assertThat(plan()).containsExactly(new Intent.Update("crm", record("Ann Lee", "EU"), false));
    }

    @Test
    void whatWasEditedOutsideIsHeardBeforeTheRecordIsBroughtBack() {
        agreed();
        see("shop", Presence.PRESENT, "Ann", "US");
        write("crm", null, "US", Presence.OUTSIDE);
        see("crm", Presence.OUTSIDE, "Ann Crm", "US");
        see("shop", Presence.PRESENT, "Ann", "EU");
        see("crm", Presence.OUTSIDE, "Ann Crm", "US");
        assertThat(plan()).containsExactlyInAnyOrder(new Intent.Update("shop", new CanonicalRecord(Map.of("name", "Ann Crm")), false),
                new Intent.Update("crm", new CanonicalRecord(Map.of("region", "EU")), false));
    }

    @Test
    void leavingCountsAsDeletedWhereTheDefinitionSaysSoAndEnteringAgainRestores() {
        policy = policy(Leaving.DELETE, EU);
        agreed();
        see("crm", Presence.OUTSIDE, "Ann", "US");
        assertThat(plan()).containsExactly(new Intent.Delete("shop", DeletePolicy.HARD));
        Intent delete = plan().get(0);
        thing = Reconcile.delivered(thing, delete, new Shadow(new RecordRef("shop", "1"), Presence.GONE, CanonicalRecord.EMPTY,
                Map.of(), null, null), policy);
        see("crm", Presence.PRESENT, "Ann", "EU");
        assertThat(plan()).singleElement().isInstanceOf(Intent.Create.class);
    }

    @Test
    void anEditElsewhereThatTakesARecordOutIsNoDeleteEvenWhereLeavingIs() {
        policy = policy(Leaving.DELETE, EU);
        agreed();
        see("shop", Presence.PRESENT, "Ann", "US");
        write("crm", null, "US", Presence.OUTSIDE);
        see("crm", Presence.OUTSIDE, "Ann", "US");
        assertThat(thing.base().isDeleted()).isFalse();
        assertThat(plan()).isEmpty();
    }

    @Test
    void aCounterpartThatIsOutsideFromTheStartIsPairedAndLeftAlone() {
        for (var fit : List.of(EU, UNTOLD)) {
            policy = policy(Leaving.DELETE, fit);
            thing = Thing.unknown("thing");
            see("shop", Presence.PRESENT, "Ann", "EU");
            see("crm", Presence.OUTSIDE, "Ann Crm", "US");
            assertThat(plan()).as("neither created nor deleted nor overwritten").isEmpty();
            see("shop", Presence.PRESENT, "Anna", "EU");
            assertThat(plan()).isEmpty();
        }
        see("crm", Presence.PRESENT, "Ann Crm", "EU");
        assertThat(plan()).as("first contact").containsExactly(new Intent.Update("shop", new CanonicalRecord(Map.of("name", "Ann Crm")), false));
    }

    @Test
    void aRecordThatIsDeletedElsewhereWhileItIsOutsideStays() {
        agreed();
        see("crm", Presence.OUTSIDE, "Ann", "US");
        see("shop", Presence.GONE, null, null);
        assertThat(plan()).isEmpty();
    }

    // ---- the world

    private void agreed() {
        see("shop", Presence.PRESENT, "Ann", "EU");
        see("crm", Presence.PRESENT, "Ann", "EU");
        assertThat(plan()).isEmpty();
    }

    private void see(String system, Presence presence, String name, String region) {
        Instant time = Instant.ofEpochSecond(++second);
        Absorbed absorbed = Reconcile.absorb(thing, new Observation(new RecordRef(system, "1"), presence,
                name == null ? CanonicalRecord.EMPTY : record(name, region), time, Integer.toString(second), time), policy);
        thing = absorbed.thing();
        findings = absorbed.findings();
    }

    /** The bridge writes what it has planned for the system, and the record is found there afterwards. */
    private void write(String system, String name, String region, Presence found) {
        Intent intent = plan().stream().filter(one -> one.system().equals(system)).findFirst().orElseThrow();
        thing = Reconcile.delivered(thing, intent, new Shadow(new RecordRef(system, "1"), found, record(name, region), Map.of(),
                Integer.toString(++second), Instant.ofEpochSecond(second)), policy);
    }

    private List<Intent> plan() {
        return Reconcile.plan(thing, policy);
    }

    private static CanonicalRecord record(String name, String region) {
        var values = new LinkedHashMap<String, Object>();
        if (name != null) {
            values.put("name", name);
        }
        values.put("region", region);
        return new CanonicalRecord(values);
    }

    private static Policy policy(Leaving leaving, Function<CanonicalRecord, Fit> fit) {
        var fields = new LinkedHashMap<String, FieldPolicy>();
        for (String field : List.of("name", "region")) {
            fields.put(field, new FieldPolicy(field, SYSTEMS, SYSTEMS, new FieldMerge(), new FieldMerge(), false, null));
        }
        return new Policy(List.of("shop", "crm"), SYSTEMS, SYSTEMS, fields, new FieldMerge(), Map.of(), OrphanPolicy.CREATE,
                Map.of("crm", new SystemScope(leaving, fit)));
    }
}
