package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.policy.FieldMerge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A record that is only marked as deleted keeps its values, and people may go on editing them. */
class HiddenRecordTest {

    private static final Set<String> SYSTEMS = Set.of("shop", "crm");
    private static final Policy POLICY = new Policy(List.of("shop", "crm"), SYSTEMS, SYSTEMS, Map.of("city",
            new FieldPolicy("city", SYSTEMS, SYSTEMS, new FieldMerge(), new FieldMerge(), false, null)), new FieldMerge(),
            Map.of("shop", DeletePolicy.SOFT), OrphanPolicy.CREATE);

    @Test
    void anEditThatWasFirstSeenWithTheDeleteCountsWhenTheRecordComesBack() {
        Thing thing = seen(Thing.unknown("thing"), Presence.PRESENT, "Rome", 1);
        thing = seen(thing, Presence.HIDDEN, "Oslo", 2);
        thing = seen(thing, Presence.PRESENT, "Oslo", 3);

        assertThat(thing.base().values().get("city")).isEqualTo("Oslo");
        assertThat(Reconcile.plan(thing, POLICY)).noneMatch(intent -> intent.system().equals("shop"));
    }

    /** It shows in the answer when the bridge brings the record back, since somebody has edited another one of the thing. */
    @Test
    void anEditThatWasFirstSeenWithTheDeleteCountsWhenTheBridgeBringsTheRecordBack() {
        Thing thing = seen(Thing.unknown("thing"), Presence.PRESENT, "Rome", 1);
        thing = thing.with(new Shadow(new RecordRef("crm", "1"), Presence.PRESENT, new CanonicalRecord(Map.of("city", "Rome")), Map.of(), "1", null));
        thing = seen(thing, Presence.HIDDEN, "Oslo", 2);
        thing = Reconcile.settleRecord(thing, true, "crm", Instant.ofEpochSecond(3), POLICY);
        Intent restored = Reconcile.plan(thing, POLICY).get(0);
        assertThat(restored).isEqualTo(new Intent.Update("shop", CanonicalRecord.EMPTY, true));

        var answered = new CanonicalRecord(Map.of("city", "Oslo"));
        thing = Reconcile.delivered(thing, restored, new Shadow(new RecordRef("shop", "1"), Presence.PRESENT, answered, Map.of(), "3", null), POLICY);
        thing = Reconcile.ownDoing(thing, restored, answered, POLICY);
        thing = seen(thing, Presence.PRESENT, "Oslo", 3);

        assertThat(Reconcile.plan(thing, POLICY)).containsExactly(new Intent.Update("crm", answered, false));
    }

    /** The bridge looks at a hidden record before it writes to it. */
    @Test
    void anEditBeforeOrAfterTheDeleteMeetsTheOneThatTheBridgeIsAboutToWrite() {
        for (int edited : List.of(2, 5)) {
            Thing thing = seen(Thing.unknown("thing"), Presence.PRESENT, "Rome", 1);
            thing = thing.with(new Shadow(new RecordRef("crm", "1"), Presence.PRESENT, new CanonicalRecord(Map.of("city", "Rome")), Map.of(), "1", null));
            thing = seen(thing, Presence.HIDDEN, "Oslo", 2);
            Instant later = Instant.ofEpochSecond(3);
            thing = Reconcile.absorb(thing, new Observation(new RecordRef("crm", "1"), Presence.PRESENT,
                    new CanonicalRecord(Map.of("city", "Bonn")), later, "2", later), POLICY).thing();
            assertThat(Reconcile.plan(thing, POLICY)).containsExactly(new Intent.Update("shop", new CanonicalRecord(Map.of("city", "Bonn")), true));

            Instant time = Instant.ofEpochSecond(edited);
            Absorbed looked = Reconcile.absorb(thing, new Observation(new RecordRef("shop", "1"), Presence.HIDDEN,
                    new CanonicalRecord(Map.of("city", "Oslo")), time, "2", time), POLICY);

            assertThat(looked.findings()).singleElement().isInstanceOfSatisfying(Finding.Conflict.class, conflict ->
                    assertThat(conflict.loser().value()).isEqualTo(edited < 3 ? "Oslo" : "Bonn"));
            assertThat(Reconcile.plan(looked.thing(), POLICY)).contains(new Intent.Update("shop", edited < 3
                    ? new CanonicalRecord(Map.of("city", "Bonn")) : CanonicalRecord.EMPTY, true));
        }
    }

    private static Thing seen(Thing thing, Presence presence, String city, int second) {
        Instant time = Instant.ofEpochSecond(second);
        return Reconcile.absorb(thing, new Observation(new RecordRef("shop", "1"), presence,
                new CanonicalRecord(Map.of("city", city)), time, Integer.toString(second), time), POLICY).thing();
    }
}
