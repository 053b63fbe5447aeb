package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import io.syncbridge.reconcile.policy.LastWriteWins;
import io.syncbridge.reconcile.policy.Review;
import io.syncbridge.reconcile.policy.SourceOfTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two systems that hold the same thing before the bridge hears of either. */
class FirstContactTest {

    private static final List<String> SYSTEMS = List.of("crm", "erp");
    private static final CanonicalRecord ONLY_HERE = new CanonicalRecord(Map.of("name", "only here"));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNewestRecordIsRightWhicheverIsSeenFirst(boolean crmFirst) {
        World world = met(new LastWriteWins(), crmFirst);

        assertThat(world.valuesIn("crm")).isEqualTo(world.valuesIn("erp")).containsEntry("name", "younger");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePreferredSystemIsRightThoughItIsOlder(boolean crmFirst) {
        World world = met(new SourceOfTruth("crm"), crmFirst);

        assertThat(world.valuesIn("crm")).isEqualTo(world.valuesIn("erp")).containsEntry("name", "older");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlankIsFilledWhoeverIsRight(boolean crmFirst) {
        World world = met(new SourceOfTruth("crm"), crmFirst);

        assertThat(world.valuesIn("crm")).containsEntry("city", "Bern").containsEntry("phone", "1");
        assertThat(world.valuesIn("erp")).containsEntry("city", "Bern").containsEntry("phone", "1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWaitsForAPersonIsLeftAloneOnBothSides(boolean crmFirst) {
        World world = met(new Review(), crmFirst);

        assertThat(world.isInReview()).isTrue();
        assertThat(world.valuesIn("crm")).containsEntry("name", "older").containsEntry("phone", "1");
        assertThat(world.valuesIn("erp")).containsEntry("name", "younger").containsEntry("city", "Bern");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeleteMeetsARecordThatWasThereBeforeItWhicheverIsSeenFirst(boolean deleteFirst) {
        Policy policy = policy(new LastWriteWins(), OrphanPolicy.CREATE);
        Thing thing = absorbed(Thing.unknown("thing"), observed("crm", Presence.PRESENT, 1), policy).thing();
        var met = new ArrayList<>(List.of(observed("crm", Presence.GONE, 3), observed("erp", Presence.PRESENT, 2)));
        if (!deleteFirst) {
            Collections.reverse(met);
        }
        for (Observation seen : met) {
            thing = absorbed(thing, seen, policy).thing();
        }

        assertThat(thing.base().isDeleted()).isTrue();
        assertThat(Reconcile.plan(thing, policy)).containsExactly(new Intent.Delete("erp", DeletePolicy.HARD));
    }

    @Test
    void whatADeleteTakesOfARecordThatWasThereBeforeItIsTold() {
        Policy policy = policy(new LastWriteWins(), OrphanPolicy.CREATE);
        Thing thing = absorbed(Thing.unknown("thing"), observed("crm", Presence.PRESENT, 1), policy).thing();
        thing = absorbed(thing, observed("crm", Presence.GONE, 3), policy).thing();

        assertThat(absorbed(thing, observed("erp", Presence.PRESENT, 2), policy).findings()).singleElement()
                .isInstanceOfSatisfying(Finding.Conflict.class, conflict -> assertThat(conflict.loser().value()).isEqualTo(ONLY_HERE.values()));
    }

    @Test
    void whatIsCreatedAfterADeleteBringsTheThingBack() {
        Policy policy = policy(new LastWriteWins(), OrphanPolicy.CREATE);
        Thing thing = absorbed(Thing.unknown("thing"), observed("crm", Presence.PRESENT, 1), policy).thing();
        thing = absorbed(thing, observed("crm", Presence.GONE, 3), policy).thing();

        assertThat(absorbed(thing, observed("erp", Presence.PRESENT, 4), policy).thing().base().isDeleted()).isFalse();
    }

    private static Absorbed absorbed(Thing thing, Observation seen, Policy policy) {
        return Reconcile.absorb(thing, seen, policy);
    }

    private static Observation observed(String system, Presence presence, int second) {
        Instant time = Instant.ofEpochSecond(second);
        return new Observation(new RecordRef(system, "1"), presence, presence == Presence.GONE ? CanonicalRecord.EMPTY : ONLY_HERE,
                time, Integer.toString(second), time);
    }

    @Test
    void whatIsMissingIsCreatedOrReportedOrAsked() {
        assertThat(planned(OrphanPolicy.CREATE)).isEqualTo(new Intent.Create("erp", ONLY_HERE));
        assertThat(planned(OrphanPolicy.WARN)).isEqualTo(new Intent.Orphan("erp", OrphanPolicy.WARN));
        assertThat(planned(OrphanPolicy.REVIEW)).isEqualTo(new Intent.Orphan("erp", OrphanPolicy.REVIEW));
    }

    private static Intent planned(OrphanPolicy orphans) {
        Policy policy = policy(new LastWriteWins(), orphans);
        Instant time = Instant.EPOCH;
        var seen = new Observation(new RecordRef("crm", "1"), Presence.PRESENT, ONLY_HERE, time, "1", time);
        List<Intent> intents = Reconcile.plan(Reconcile.absorb(Thing.unknown("thing"), seen, policy).thing(), policy);
        assertThat(intents).hasSize(1);
        return intents.get(0);
    }

    private static World met(ConflictPolicy rule, boolean crmFirst) {
        World world = new World(policy(rule, OrphanPolicy.CREATE));
        fill(world, "crm", "older", null, "1");
        world.pass(10);
        fill(world, "erp", "younger", "Bern", null);
        world.unheard();
        Consumer<String> scan = system -> world.deliver(world.scan(system));
        scan.accept(crmFirst ? "crm" : "erp");
        scan.accept(crmFirst ? "erp" : "crm");
        return world;
    }

    private static void fill(World world, String system, String name, String city, String phone) {
        var values = new HashMap<String, Object>();
        values.put("name", name);
        values.put("city", city);
        values.put("phone", phone);
        values.forEach((field, value) -> world.edit(system, field, value));
    }

    static Policy policy(ConflictPolicy firstContact, OrphanPolicy orphans) {
        var fields = new LinkedHashMap<String, FieldPolicy>();
        for (String field : List.of("name", "city", "phone")) {
            fields.put(field, new FieldPolicy(field, Set.copyOf(SYSTEMS), Set.copyOf(SYSTEMS), new LastWriteWins(), firstContact,
                    false, null));
        }
        return new Policy(SYSTEMS, Set.copyOf(SYSTEMS), Set.copyOf(SYSTEMS), fields, new LastWriteWins(), Map.of(), orphans);
    }
}
