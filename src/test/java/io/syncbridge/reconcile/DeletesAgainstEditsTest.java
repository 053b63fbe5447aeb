package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.policy.ConflictPolicy;
import io.syncbridge.reconcile.policy.DeletesAgainstEdits;
import io.syncbridge.reconcile.policy.LastWriteWins;
import io.syncbridge.reconcile.policy.Review;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record is deleted in the CRM and edited in the ERP, neither knowing of the other; seconds tell when. */
class DeletesAgainstEditsTest {

    private static final Set<String> BOTH = Set.of("crm", "erp");

    @ParameterizedTest
    @CsvSource({
        // edited, deleted not before, deleted by, lives
        "50, 40, 60, true",
        "50, 60, 60, false",
        "50, 40, 40, true",
        "50, 55, 60, false",
        "70, 40, 60, true"})
    void anEditThatMayBeNewerThanTheDeleteWins(int edited, int notBefore, int by, boolean lives) {
        Absorbed deleteLast = deleted(edited(pair(), edited).thing(), notBefore, by, new LastWriteWins());
        Absorbed editLast = edited(deleted(pair(), notBefore, by, new LastWriteWins()).thing(), edited);

        assertThat(deleteLast.thing().base().isDeleted()).isEqualTo(!lives);
        assertThat(editLast.thing().base().isDeleted()).isEqualTo(!lives);
        assertThat(conflict(deleteLast)).isNotNull();
        assertThat(conflict(editLast)).isNotNull();
    }

    @Test
    void theConflictNamesBothBounds() {
        Finding.Conflict conflict = conflict(deleted(edited(pair(), 50).thing(), 40, 60, new LastWriteWins()));

        assertThat(conflict.winner().value()).isEqualTo(Map.of("name", "Bo"));
        assertThat(conflict.loser().isDelete()).isTrue();
        assertThat(conflict.rule()).contains("deleted in crm after " + at(40) + ", not later than " + at(60));
    }

    @Test
    void aDeleteOfWhichNothingIsKnownBeatsNoEditThatItsSystemHasNotSeen() {
        Absorbed absorbed = deleted(edited(pair(), 50).thing(), Observation.LONG_AGO, at(60), new LastWriteWins());

        assertThat(absorbed.thing().base().isDeleted()).isFalse();
        assertThat(conflict(absorbed).rule()).contains("deleted in crm at an unknown time, not later than " + at(60));
    }

    @Test
    void aDeleteAfterTheEditWasDeliveredIsNoConflict() {
        Absorbed absorbed = deleted(pair(), 5, 60, new LastWriteWins());

        assertThat(absorbed.thing().base().isDeleted()).isTrue();
        assertThat(conflict(absorbed)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"40, 60, true", "55, 60, false", "40, 40, true", "60, 60, false"})
    void anEditOfAFieldThatTheDeletingSystemDoesNotHaveCountsWhereItMayBeNewer(int notBefore, int by, boolean lives) {
        Thing edited = Reconcile.absorb(pair(), seen("erp", Map.of("note", "call him"), at(50)), policy(new LastWriteWins())).thing();

        assertThat(deleted(edited, notBefore, by, new LastWriteWins()).thing().base().isDeleted()).isEqualTo(!lives);
    }

    @Test
    void aDeleteOfUnknownTimeIsNotHeldUpByFieldsThatItsSystemNeverHad() {
        Thing edited = Reconcile.absorb(pair(), seen("erp", Map.of("note", "call him"), at(50)), policy(new LastWriteWins())).thing();

        assertThat(deleted(edited, Observation.LONG_AGO, at(60), new LastWriteWins()).thing().base().isDeleted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, 60", "true, 40", "false, 60", "false, 40"})
    void theDefinitionMayDecideWhicheverCameFirst(boolean keep, int deleted) {
        ConflictPolicy policy = new DeletesAgainstEdits(keep);
        Absorbed deleteLast = deleted(edited(pair(), 50).thing(), deleted, deleted, policy);
        Absorbed editLast = Reconcile.absorb(deleted(pair(), deleted, deleted, policy).thing(),
                seen("erp", Map.of("name", "Bo"), at(50)), policy(policy));

        assertThat(deleteLast.thing().base().isDeleted()).isEqualTo(!keep);
        assertThat(editLast.thing().base().isDeleted()).isEqualTo(!keep);
        assertThat(conflict(deleteLast).rule()).startsWith("deletes-against-edits: " + (keep ? "keep" : "delete"));
    }

    @Test
    void aPersonIsAskedWithBothBounds() {
        Absorbed absorbed = deleted(edited(pair(), 50).thing(), 40, 60, new Review());

        assertThat(absorbed.thing().inReview()).containsExactly(Thing.RECORD);
        assertThat(absorbed.findings()).anySatisfy(finding -> assertThat(((Finding.ReviewOpened) finding).why())
                .contains("deleted in crm after " + at(40)));
    }

    // ---- the story

    private static Thing pair() {
        Thing crm = Reconcile.absorb(Thing.unknown("t"), seen("crm", Map.of("name", "Ann"), at(0)), policy(new LastWriteWins())).thing();
        return Reconcile.absorb(crm, seen("erp", Map.of("name", "Ann", "note", ""), at(0)), policy(new LastWriteWins())).thing();
    }

    private static Absorbed edited(Thing thing, int when) {
        return Reconcile.absorb(thing, seen("erp", Map.of("name", "Bo"), at(when)), policy(new LastWriteWins()));
    }

    private static Absorbed deleted(Thing thing, int notBefore, int by, ConflictPolicy policy) {
        return deleted(thing, at(notBefore), at(by), policy);
    }

    private static Absorbed deleted(Thing thing, Instant notBefore, Instant by, ConflictPolicy policy) {
        return Reconcile.absorb(thing, new Observation(ref("crm"), Presence.GONE, CanonicalRecord.EMPTY, by, null, null, notBefore),
                policy(policy));
    }

    private static Observation seen(String system, Map<String, Object> values, Instant when) {
        return new Observation(ref(system), Presence.PRESENT, new CanonicalRecord(values), when, null, when);
    }

    private static Finding.Conflict conflict(Absorbed absorbed) {
        return absorbed.findings().stream().filter(Finding.Conflict.class::isInstance).map(Finding.Conflict.class::cast)
                .findFirst().orElse(null);
    }

    /** The CRM has no notes. */
    private static Policy policy(ConflictPolicy conflicts) {
        var name = new FieldPolicy("name", BOTH, BOTH, new LastWriteWins(), new LastWriteWins(), false, null);
        var note = new FieldPolicy("note", Set.of("erp"), Set.of("erp"), new LastWriteWins(), new LastWriteWins(), false, null);
        return new Policy(List.of("crm", "erp"), BOTH, BOTH, Map.of("name", name, "note", note), conflicts, Map.of(),
                OrphanPolicy.CREATE);
    }

    private static RecordRef ref(String system) {
        return new RecordRef(system, "1");
    }

    private static Instant at(int second) {
        return Instant.parse("2026-05-04T10:00:00Z").plusSeconds(second);
    }
}
