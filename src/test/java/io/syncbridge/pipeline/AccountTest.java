package io.syncbridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import io.syncbridge.pipeline.Answers.Answer;
import io.syncbridge.pipeline.Decision.Step;
import io.syncbridge.pipeline.Outcome.About;
import io.syncbridge.reconcile.Base;
import io.syncbridge.reconcile.BaseValue;
import io.syncbridge.reconcile.Finding;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.policy.Claim;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Deliveries.Target;
import io.syncbridge.store.Reviews;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Closed;
import io.syncbridge.store.Reviews.Question;
import io.syncbridge.store.SyncLog;
import io.syncbridge.store.SyncLog.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What outcomes come to in the log, among reviews, and among what is still to be delivered. */
class AccountTest {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final RecordRef CRM = new RecordRef("crm", "1");
    private static final RecordRef ERP = new RecordRef("erp", "A");
    private static final Thing THING = new Thing("t1", new Base(Map.of("phone", new BaseValue("2", NOW, "crm", "newest wins")), null),
            Map.of("crm", shadow(CRM), "erp", shadow(ERP)), Set.of());
    private static final About ABOUT = new About(THING, CRM);
    private static final Answer UPDATE = answer(new Intent.Update("erp", new CanonicalRecord(Map.of("phone", "2")), false));

    @Test
    void aWriteIsLoggedWithWhereItsValuesComeFromAndWhichReportAndRunCausedIt() {
        SyncLog.Entry row = row(new Outcome.Written(ABOUT, UPDATE, ERP, shadow(ERP), CanonicalRecord.EMPTY, null));

        assertThat(row.status()).isEqualTo(Status.SUCCESS);
        assertThat(row.operation()).isEqualTo(Operation.UPDATE);
        assertThat(List.of(row.sourceSystem(), row.sourceRecordId(), row.targetSystem(), row.targetRecordId())).containsExactly("crm", "1", "erp", "A");
        assertThat(row.rule()).isEqualTo("newest wins");
        assertThat(row.fields()).containsExactly("phone");
        assertThat(row.eventId()).isEqualTo("event of crm/1");
        assertThat(row.run()).isEqualTo(7);
    }

    @Test
    void aWriteThatTakesSomethingBackNamesTheUndo() {
        assertThat(row(new Outcome.Written(ABOUT, UPDATE, ERP, shadow(ERP), CanonicalRecord.EMPTY, "undone by anna")).rule()).isEqualTo("undone by anna");
    }

    @Test
    void whatIsWrittenToTheReportingSystemComesFromWhereTheNewestValueCameFrom() {
        var about = new About(THING, ERP);

        assertThat(about.source("erp")).isEqualTo(CRM);
        assertThat(about.source("crm")).isEqualTo(ERP);
        assertThat(new About(Thing.unknown("t2"), ERP).source("erp")).as("there is no other").isEqualTo(ERP);
    }

    @Test
    void aLostValueIsInTheLogBeforeTheNextWrite() {
        var conflict = new Outcome.Found(ABOUT, new Finding.Conflict("phone", claim("crm", "2"), claim("erp", "3"), "newest wins"));

        SyncLog.Entry row = row(conflict);

        assertThat(conflict.isConflict()).isTrue();
        assertThat(row.status()).isEqualTo(Status.CONFLICT);
        assertThat(row.sourceRecordId()).as("the winner").isEqualTo("1");
        assertThat(row.targetRecordId()).as("the loser").isEqualTo("A");
        assertThat(row.details().get("phone").toString()).contains("kept", "lost", "value=3");
    }

    @Test
    void aQuestionIsOpenedAndClosedOnceEach() {
        var opened = new Outcome.Found(ABOUT, new Finding.ReviewOpened("phone", "1", claim("crm", "2"), claim("erp", "3"), "edited in both"));
        Account account = account(opened, new Outcome.Found(ABOUT, new Finding.ReviewClosed("phone", "they agree")), new Outcome.Clear(new About(Thing.unknown("t2"), null), "it is gone"));

        assertThat(opened.isConflict()).isTrue();
        assertThat(account.reviews()).singleElement().satisfies(review -> {
            assertThat(review.kind()).isEqualTo(Reviews.Kind.CONFLICT);
            assertThat(review.claims()).extracting(Claimed::recordId).containsExactly("1", "A");
        });
        assertThat(account.closed()).containsExactly(new Closed(new Question("t1", "phone"), "they agree"),
                new Closed(new Question("t2", Thing.RECORD), "it is gone"));
    }

    @Test
    void anAmbiguousRecordIsAskedAboutWithItsCandidates() {
        var ambiguous = new Outcome.Ambiguous(ABOUT, List.of(new Claimed("erp", "A", "t2", null), new Claimed("erp", "B", "t3", null)), "match on name");

        Account account = account(ambiguous);

        assertThat(ambiguous.isConflict()).isTrue();
        assertThat(account.reviews()).singleElement().satisfies(review -> assertThat(review.why())
                .isEqualTo("crm/1 may be the same as any of these, by match on name: erp/A, erp/B"));
        assertThat(account.log()).extracting(SyncLog.Entry::rule).containsExactly("ambiguous match on name");
    }

    @Test
    void aMissingRecordIsWarnedOfOrAskedAbout() {
        var warned = new Outcome.Missing(ABOUT, "wms", List.of(CRM, ERP), false);
        var asked = new Outcome.Missing(ABOUT, "wms", List.of(CRM, ERP), true);

        assertThat(warned.isConflict()).isFalse();
        assertThat(account(warned).reviews()).isEmpty();
        assertThat(row(warned).rule()).isEqualTo("orphans: warn");
        assertThat(account(asked).reviews()).singleElement().satisfies(review -> assertThat(review.claims()).hasSize(2));
        assertThat(row(asked).status()).isEqualTo(Status.CONFLICT);
    }

    @Test
    void aRecordThatCannotBeMappedForTheSameReasonIsLoggedAgainOnlyForARun() {
        var unmapped = new Outcome.Mapped(new About(null, CRM), unmapped("no number"));

        assertThat(new Account(context(null), List.of(unmapped), Map.of(CRM, "no number")).log()).isEmpty();
        assertThat(new Account(context(null), List.of(unmapped), Map.of(CRM, "another")).log()).hasSize(1);
        assertThat(new Account(context(7L), List.of(unmapped), Map.of(CRM, "no number")).log()).hasSize(1);
    }

    @Test
    void whatIsCountedOrWasLoggedBeforeLeavesNoRow() {
        assertThat(account(new Outcome.Counted(ABOUT, Outcome.Kind.AGREED), new Outcome.Mapped(ABOUT, null), failed(false, null, List.of()),
                new Outcome.PutOff(ABOUT, delivery("erp"), null)).log()).isEmpty();
    }

    @Test
    void aFailureIsLoggedWithWhatTheSystemSaid() {
        SyncLog.Entry row = row(failed(false, "tried again by itself", List.of()));

        assertThat(row.status()).isEqualTo(Status.FAILED);
        assertThat(row.rule()).isEqualTo("tried again by itself");
        assertThat(row.error()).isEqualTo("it is away");
        assertThat(row.targetSystem()).isEqualTo("erp");
    }

    @Test
    void theLastFailureStandsAndFieldsThatWereRefusedAddUp() {
        assertThat(Undelivered.of(List.of(failed(false, null, List.of()), failed(true, null, List.of("phone")), failed(true, null, List.of("name")))))
                .hasEntrySatisfying(new Target("t1", "erp"), left -> assertThat(left.fields()).containsExactly("phone", "name"));
        assertThat(Undelivered.of(List.of(failed(true, null, List.of("phone")), failed(false, null, List.of()))))
                .hasEntrySatisfying(new Target("t1", "erp"), left -> assertThat(left.fields()).isEmpty());
    }

    @Test
    void aWriteThatWasMadeIsNotUndeliveredAnyMore() {
        var written = new Outcome.Written(ABOUT, UPDATE, ERP, shadow(ERP), CanonicalRecord.EMPTY, null);

        assertThat(Undelivered.of(List.of(failed(false, null, List.of()), written))).isEmpty();
        assertThat(Undelivered.of(List.of(written, new Outcome.PutOff(ABOUT, delivery("erp"), null)))).hasSize(1);
    }

    @Test
    void aLaterReportThatCanBeMappedMakesUpForOneThatCannot() {
        var unmapped = new Outcome.Mapped(new About(null, CRM), unmapped("no number"));

        assertThat(Undelivered.unmapped(List.of(unmapped))).containsOnlyKeys(CRM);
        assertThat(Undelivered.unmapped(List.of(unmapped, new Outcome.Mapped(ABOUT, null)))).isEmpty();
        assertThat(Undelivered.unmapped(List.of(new Outcome.Mapped(ABOUT, null), unmapped))).containsOnlyKeys(CRM);
    }

    @Test
    void aPartHoldsWhatIsAboutItsThingsAndWhatCouldNotBeMappedOfItsRecords() {
        assertThat(new Outcome.Counted(ABOUT, Outcome.Kind.AGREED).isOf("t1"::equals, ref -> false)).isTrue();
        assertThat(new Outcome.Counted(ABOUT, Outcome.Kind.AGREED).isOf("t2"::equals, ref -> true)).isFalse();
        assertThat(new Outcome.Mapped(new About(null, CRM), unmapped("no number")).isOf(syncId -> false, CRM::equals)).as("whatever it belonged to then").isTrue();
        assertThat(new Outcome.Mapped(ABOUT, null).isOf(syncId -> true, ERP::equals)).isFalse();
    }

    private static Account account(Outcome... outcomes) {
        return new Account(context(7L), List.of(outcomes), Map.of());
    }

    private static SyncLog.Entry row(Outcome outcome) {
        return account(outcome).log().get(0);
    }

    private static Account.Context context(Long run) {
        return new Account.Context("contacts", NOW, ref -> "event of " + ref, (syncId, ref) -> run);
    }

    private static Outcome failed(boolean partly, String news, List<String> fields) {
        return new Outcome.Failed(ABOUT, UPDATE, delivery("erp").refusing(fields), partly, news);
    }

    private static Delivery delivery(String system) {
        return new Delivery(0, "contacts", "t1", system, "A", "crm", "1", Operation.UPDATE, State.WAITING, 1, NOW, NOW, NOW, "it is away", Map.of());
    }

    private static Delivery unmapped(String error) {
        return new Delivery(0, "contacts", null, null, null, "crm", "1", Operation.UPDATE, State.FAILED, 1, NOW, NOW, NOW, error, Map.of());
    }

    private static Answer answer(Intent intent) {
        return new Answer(new Step("t1", intent), new Write(Operation.UPDATE, "t1", "A", "v1", Map.of("phone", "2")),
                new WriteResult.Failed(Refusal.PASSING, "it is away"));
    }

    private static Claim claim(String system, Object value) {
        return new Claim(system, value, NOW, NOW);
    }

    private static Shadow shadow(RecordRef ref) {
        return new Shadow(ref, Presence.PRESENT, new CanonicalRecord(Map.of("phone", "1")), Map.of(), null, null);
    }
}
