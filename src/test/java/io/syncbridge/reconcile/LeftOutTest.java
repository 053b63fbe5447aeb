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

/** Fields that a create leaves out, since they are blank or cannot be written yet, and what the system makes of them. */
class LeftOutTest {

    private static final List<String> SYSTEMS = List.of("crm", "erp");

    private Thing thing = Thing.unknown("thing");
    private Policy policy = policy(Set.of("crm", "erp"));

    @Test
    void aReferenceThatWasHeldBackIsNotEmptiedByTheAnswer() {
        see("crm", "1", values("name", "Ann", "boss", "bob"));
        created(values("name", "Ann"), values("name", "Ann", "boss", null));

        assertThat(plan()).containsExactly(update("erp", values("boss", "bob")));
        delivered(plan().get(0), values("name", "Ann", "boss", "bob"));
        assertThat(plan()).isEmpty();
    }

    @Test
    void aReferenceThatTheSourceCannotTellYetIsNotEmptiedByTheAnswerOrByALaterReport() {
        see("crm", "1", values("name", "Ann"));
        created(values("name", "Ann"), values("name", "Ann", "boss", null));
        see("erp", "1", values("name", "Ann", "boss", null));
        see("erp", "2", values("name", "Ann", "boss", null));
        assertThat(plan()).isEmpty();

        see("crm", "1", values("name", "Ann", "boss", "bob"));

        assertThat(plan()).containsExactly(update("erp", values("boss", "bob")));
    }

    @Test
    void aDefaultGivesWayToWhatWasHeldBack() {
        see("crm", "1", values("name", "Ann", "boss", "bob"));
        created(values("name", "Ann"), values("name", "Ann", "boss", "root"));

        assertThat(plan()).containsExactly(update("erp", values("boss", "bob")));
    }

    @Test
    void aDefaultIsNobodysWishUntilItChanges() {
        see("crm", "1", values("name", "Ann", "state", null));
        created(values("name", "Ann", "state", null), values("name", "Ann", "state", "new"));
        see("erp", "1", values("name", "Ann", "state", "new"));
        assertThat(plan()).as("neither blanked nor taken over").isEmpty();

        see("crm", "2", values("name", "Anna", "state", null));
        delivered(plan().get(0), values("name", "Anna", "state", "new"));
        assertThat(plan()).as("after an update of another field").isEmpty();

        see("erp", "9", values("name", "Anna", "state", "busy"));
        assertThat(plan()).containsExactly(update("crm", values("state", "busy")));
    }

    @Test
    void aDefaultThatASystemDoesNotAnswerIsKnownByTheFirstReport() {
        see("crm", "1", values("name", "Ann", "state", null));
        thing = Reconcile.delivered(thing, create(values("name", "Ann", "state", null)),
                new Shadow(ref("erp"), Presence.PRESENT, values("name", "Ann"), Map.of(), null, null), policy);
        see("erp", "1", values("name", "Ann", "state", "new"));
        assertThat(plan()).isEmpty();

        see("erp", "2", values("name", "Ann", "state", "busy"));
        assertThat(plan()).containsExactly(update("crm", values("state", "busy")));
    }

    @Test
    void whatAPersonEntersBeforeTheRecordIsReportedIsAnEdit() {
        see("crm", "1", values("name", "Ann", "state", null));
        created(values("name", "Ann", "state", null), values("name", "Ann"));
        see("erp", "2", values("name", "Ann", "state", "busy"));

        assertThat(plan()).containsExactly(update("crm", values("state", "busy")));
    }

    @Test
    void whatSomebodyEmptiesIsBlankedThoughTheSystemHadMadeADefaultOfABlank() {
        see("crm", "1", values("name", "Ann", "state", null));
        created(values("name", "Ann", "state", null), values("name", "Ann", "state", "new"));
        see("crm", "2", values("name", "Ann", "state", "new"));
        assertThat(plan()).isEmpty();

        see("crm", "3", values("name", "Ann", "state", null));

        assertThat(plan()).containsExactly(update("erp", values("state", null)));
    }

    @Test
    void whatOnlyTheTargetHasASayInIsTakenFromItsAnswer() {
        policy = policy(Set.of("erp"));
        see("crm", "1", values("name", "Ann", "state", null));
        created(values("name", "Ann"), values("name", "Ann", "state", "4711"));

        assertThat(plan()).containsExactly(update("crm", values("state", "4711")));
    }

    @Test
    void aDefaultOfARecordThatIsCreatedAnewIsNotTakenForAnEditOfTheOldOne() {
        see("crm", "1", values("name", "Ann", "boss", "bob"));
        created(values("name", "Ann", "boss", "bob"), values("name", "Ann", "boss", "bob"));
        see("erp", "5", values("name", "Ann", "boss", "bob"));
        Observation gone = new Observation(ref("erp"), Presence.GONE, CanonicalRecord.EMPTY, Instant.EPOCH, null, null);
        thing = Reconcile.settleRecord(Reconcile.absorb(thing, gone, policy).thing(), true, "anna", Instant.EPOCH, policy);
        created(values("name", "Ann"), values("name", "Ann", "boss", null));

        assertThat(plan()).containsExactly(update("erp", values("boss", "bob")));
    }

    @Test
    void whatASystemMakesOfAFieldThatAnUpdateDidNotWriteIsNobodysEditUntilItChanges() {
        see("crm", "1", values("name", "Ann", "state", "open", "boss", "bob"));
        created(values("name", "Ann", "state", "open", "boss", "bob"), values("name", "Ann", "state", "open", "boss", "bob"));
        see("crm", "2", values("name", "Anna", "state", "open", "boss", "bob"));
        updated(values("name", "Anna"), values("name", "Anna", "state", "renamed", "boss", null));
        assertThat(plan()).as("neither taken over nor written back").isEmpty();
        see("erp", "3", values("name", "Anna", "state", "renamed", "boss", null));
        assertThat(plan()).isEmpty();

        see("crm", "4", values("name", "Anna", "state", "closed", "boss", "bob"));
        assertThat(plan()).as("a later edit").containsExactly(update("erp", values("state", "closed")));
        see("erp", "5", values("name", "Anna", "state", "renamed", "boss", "carl"));
        assertThat(plan()).as("an edit there").contains(update("crm", values("boss", "carl")));
    }

    @Test
    void whatSomebodyChangedSinceTheWriteIsAnEditInAFieldThatWasWrittenAndInOneThatWasLeftOut() {
        see("crm", "1", values("name", "Ann", "boss", null));
        changed(create(values("name", "Ann")), values("name", "Ann", "boss", "carl", "state", null));
        assertThat(plan()).containsExactly(update("crm", values("boss", "carl")));

        thing = thing.with(new Shadow(ref("crm"), Presence.PRESENT, values("name", "Ann", "boss", "carl"), Map.of(), "2", null));
        see("crm", "3", values("name", "Anna", "boss", "carl"));
        changed(update("erp", values("name", "Anna")), values("name", "Anne", "boss", "carl"));
        assertThat(plan()).containsExactly(update("crm", values("name", "Anne")));
    }

    private void changed(Intent intent, CanonicalRecord answered) {
        thing = Reconcile.delivered(thing, intent, new Shadow(ref("erp"), Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(), "9",
                Instant.ofEpochSecond(9)), policy);
        thing = Reconcile.changed(thing, intent, answered);
        see("erp", "9", answered);
    }

    @Test
    void whatAnUpdateHeldBackIsStillWrittenThoughTheSystemMadeSomethingElseOfIt() {
        see("crm", "1", values("name", "Ann", "boss", "bob"));
        created(values("name", "Ann", "boss", "bob"), values("name", "Ann", "boss", "bob"));
        see("crm", "2", values("name", "Anna", "boss", "carl"));
        updated(values("name", "Anna"), values("name", "Anna", "boss", null));
        assertThat(plan()).containsExactly(update("erp", values("boss", "carl")));
    }

    @Test
    void whatOnlyTheTargetHasASayInIsTakenFromTheAnswerToAnUpdate() {
        policy = policy(Set.of("erp"));
        see("crm", "1", values("name", "Ann", "state", null));
        created(values("name", "Ann"), values("name", "Ann", "state", "new"));
        see("crm", "2", values("name", "Anna", "state", "new"));
        updated(values("name", "Anna"), values("name", "Anna", "state", "renamed"));
        assertThat(plan()).contains(update("crm", values("state", "renamed")));
    }

    @Test
    void anUpdateThatASystemSpellsLikeWhatItHeldIsNotIgnored() {
        see("crm", "1", values("name", "ANN"));
        created(values("name", "ANN"), values("name", "ANN"));
        assertThat(Reconcile.isIgnored(thing, update("erp", values("name", "Ann ")), values("name", "ANN"))).isFalse();
        assertThat(Reconcile.isIgnored(thing, update("erp", values("name", "\u00c4nn")), values("name", "ANN"))).isFalse();
        assertThat(Reconcile.isIgnored(thing, update("erp", values("name", "Ann Lee")), values("name", "ANN"))).isTrue();
        assertThat(Reconcile.isIgnored(thing, update("erp", values("name", "Ann", "boss", "bob")), values("name", "ANN", "boss", null)))
                .as("of a field that was not known it tells nothing").isFalse();
    }

    @Test
    void absentHereAndBlankThereIsAgreement() {
        see("crm", "1", values("name", "Ann"));
        see("erp", "1", values("name", "Ann", "boss", null, "state", null));
        assertThat(plan()).isEmpty();

        Observation gone = new Observation(ref("crm"), Presence.GONE, CanonicalRecord.EMPTY, Instant.EPOCH, null, null);
        assertThat(Reconcile.absorb(thing, gone, policy).findings()).noneMatch(Finding.Conflict.class::isInstance);
    }

    // ---- the story

    private void see(String system, String version, CanonicalRecord values) {
        Instant time = Instant.ofEpochSecond(Long.parseLong(version));
        thing = Reconcile.absorb(thing, new Observation(ref(system), Presence.PRESENT, values, time, version, time), policy).thing();
    }

    private void created(CanonicalRecord asked, CanonicalRecord answered) {
        delivered(create(asked), answered);
    }

    private void delivered(Intent intent, CanonicalRecord answered) {
        Instant time = Instant.ofEpochSecond(1);
        thing = Reconcile.delivered(thing, intent, new Shadow(ref("erp"), Presence.PRESENT, answered, Map.of(), "1", time), policy);
        see("erp", "1", answered);
    }

    /** An update on condition that nobody else has changed the record. */
    private void updated(CanonicalRecord asked, CanonicalRecord answered) {
        Intent intent = update("erp", asked);
        thing = Reconcile.delivered(thing, intent, new Shadow(ref("erp"), Presence.PRESENT, answered, Map.of(), "3", Instant.ofEpochSecond(3)), policy);
        thing = Reconcile.ownDoing(thing, intent, answered, policy);
        see("erp", "3", answered);
    }

    private static Intent create(CanonicalRecord values) {
        return new Intent.Create("erp", values);
    }

    private static Intent update(String system, CanonicalRecord values) {
        return new Intent.Update(system, values, false);
    }

    private List<Intent> plan() {
        return Reconcile.plan(thing, policy);
    }

    private static RecordRef ref(String system) {
        return new RecordRef(system, system + "-1");
    }

    private static CanonicalRecord values(Object... pairs) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i].toString(), pairs[i + 1]);
        }
        return new CanonicalRecord(values);
    }

    private static Policy policy(Set<String> sourcesOfState) {
        var fields = new LinkedHashMap<String, FieldPolicy>();
        for (String field : List.of("name", "boss", "state")) {
            fields.put(field, new FieldPolicy(field, field.equals("state") ? sourcesOfState : Set.copyOf(SYSTEMS), Set.copyOf(SYSTEMS),
                    new LastWriteWins(), new LastWriteWins(), false, null));
        }
        return new Policy(SYSTEMS, Set.copyOf(SYSTEMS), Set.copyOf(SYSTEMS), fields, new LastWriteWins(), Map.of(), OrphanPolicy.CREATE);
    }
}
