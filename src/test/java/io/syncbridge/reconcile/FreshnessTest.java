package io.syncbridge.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Freshness.Look;
import io.syncbridge.reconcile.policy.LastWriteWins;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a system shows that lags behind what was written to it. */
class FreshnessTest {

    private static final Instant T = Instant.parse("2026-01-31T10:00:00Z");
    private static final Duration LAG = Duration.ofMinutes(3);
    private static final RecordRef REF = new RecordRef("erp", "1");

    private static final Policy POLICY = FirstContactTest.policy(new LastWriteWins(), OrphanPolicy.CREATE);

    // ---- values

    @Test
    void anEarlierValueThatTheBridgeWroteIsNoEdit() {
        Thing thing = written(written(created("v1", null), "v2", null, 10), "v3", null, 20);

        for (String earlier : List.of("v1", "v2")) {
            Look look = look(thing, record(earlier), null, null, 25);
            assertThat(look.seen().values().fields()).isEmpty();
            assertThat(look.again()).isEqualTo(T.plusSeconds(earlier.equals("v1") ? 40 : 30));
        }
        assertThat(look(thing, record("v3"), null, null, 25)).satisfies(look -> assertThat(look.again()).isNull());
    }

    @Test
    void anEarlierValueThatStaysForLongerThanTheSystemLagsIsAnEdit() {
        Thing thing = written(created("v1", null), "v2", null, 10);

        assertThat(look(thing, record("v1"), null, null, 10 + 179).seen().values().fields()).isEmpty();
        assertThat(look(thing, record("v1"), null, null, 10 + 180).seen().values().get("name")).isEqualTo("v1");
    }

    @Test
    void anEarlierValueWithALaterTimeIsAnEdit() {
        Thing thing = written(created("v1", T), "v2", T.plusSeconds(10), 10);

        assertThat(look(thing, record("v1"), T.plusSeconds(11), null, 12).seen().values().get("name")).isEqualTo("v1");
        assertThat(look(thing, record("v1"), T.plusSeconds(10), null, 12).again()).isNotNull();
        assertThat(look(thing, record("v1"), T, null, 12).seen()).isNull();
    }

    @Test
    void anotherValueWithAnEarlierTimeIsNoEditEither() {
        Thing thing = written(created("v1", T), "v2", T.plusSeconds(10), 10);

        assertThat(look(thing, record("of a replica"), T.plusSeconds(5), null, 12).seen()).isNull();
        assertThat(look(thing, record("of a restored backup"), T.plusSeconds(5), null, 10 + 181).seen()).isNotNull();
    }

    @Test
    void anEarlierVersionIsNoEditWhateverElseItShows() {
        Thing thing = written(created("v1", null, "e1"), "v2", null, 10, "e2");

        assertThat(look(thing, record("v1", "unheard of"), null, "e1", 12).seen()).isNull();
        assertThat(look(thing, record("v2", "edited"), null, "e3", 12).seen().values().get("memo")).isEqualTo("edited");
    }

    @Test
    void anEditBesideAnEarlierValueCounts() {
        Thing thing = written(created("v1", null), "v2", null, 10);

        Look look = look(thing, record("v1", "edited"), null, "e9", 12);

        assertThat(look.seen().values()).isEqualTo(new CanonicalRecord(Map.of("memo", "edited")));
        assertThat(look.seen().version()).as("the version that is known").isNull();
        assertThat(look.again()).isNotNull();
    }

    @Test
    void aBlankThatWasFilledIsAnEarlierValueToo() {
        var blank = new LinkedHashMap<String, Object>();
        blank.put("name", null);
        Thing thing = written(created(new CanonicalRecord(blank), null, null), "v2", null, 10);

        assertThat(look(thing, new CanonicalRecord(blank), null, null, 12).seen().values().fields()).isEmpty();
    }

    @Test
    void whatAPersonReplacedIsAnEarlierValueToo() {
        Thing before = created("v1", null);
        Thing thing = Reconcile.remembering(before.with(new Shadow(REF, Presence.PRESENT, record("person's"), Map.of(), null, null,
                before.shadows().get("erp").trail().seen())), before, "erp", at(10), LAG);

        assertThat(look(thing, record("v1"), null, null, 12).seen().values().fields()).isEmpty();
    }

    @Test
    void aSystemThatIsCurrentIsBelieved() {
        Thing thing = written(created("v1", null), "v2", null, 10);

        assertThat(Freshness.look(thing.shadows().get("erp"), seen(record("v1"), null, null, 12), false, Duration.ZERO, at(12)).again()).isNull();
    }

    @Test
    void fewEarlierStatesAreKept() {
        Thing thing = created("v0", null);
        for (int i = 1; i <= 100; i++) {
            thing = written(thing, "v" + i, null, i);
        }

        assertThat(thing.shadows().get("erp").trail().past()).hasSize(Trail.LONGEST);
        assertThat(written(thing, "last", null, 1000).shadows().get("erp").trail().past()).hasSize(1);
    }

    // ---- absence

    @Test
    void aNewRecordThatDoesNotShowYetIsNotMissing() {
        Look look = look(created("v1", null), null, null, null, 20);

        assertThat(look).isEqualTo(new Look(null, at(40), false));
    }

    @Test
    void aNewRecordThatNeverShowsIsAQuestionForAPerson() {
        Thing thing = created("v1", null);
        Look look = look(thing, null, null, null, 180);

        assertThat(look).isEqualTo(new Look(null, null, true));
        Absorbed lost = Reconcile.lost(thing, gone(180), POLICY);
        assertThat(lost.thing().base().isDeleted()).isFalse();
        assertThat(lost.thing().inReview()).contains(Thing.RECORD);
        assertThat(lost.findings()).hasOnlyElementsOfType(Finding.ReviewOpened.class);
    }

    @Test
    void aNewRecordThatSomebodyDeletedIsGone() {
        assertThat(Freshness.look(created("v1", null).shadows().get("erp"), gone(20), true, LAG, at(20)).seen()).isNotNull();
    }

    @Test
    void aRecordThatHasShownSinceIsGoneWhenItIsMissing() {
        assertThat(look(shown(created("v1", null)), null, null, null, 20).seen().presence()).isEqualTo(Presence.GONE);
    }

    @Test
    void aRecordThatShowedAfterItHadBeenLeftOutMayBeLeftOutAgain() {
        Thing thing = shown(Reconcile.missed(created("v1", null), "erp"));

        assertThat(look(thing, null, null, null, 20).again()).isNotNull();
        assertThat(look(thing, null, null, null, 180)).satisfies(look -> {
            assertThat(look.lost()).isFalse();
            assertThat(look.seen()).isNotNull();
        });
    }

    @Test
    void aRecordThatVanishedWithAnUpdateIsMissingOnlyIfItStaysSo() {
        Thing thing = written(shown(created("v1", null)), "v2", null, 10);

        assertThat(look(thing, null, null, null, 20).again()).isNotNull();
        assertThat(look(thing, null, null, null, 190).seen().presence()).isEqualTo(Presence.GONE);
    }

    @Test
    void aRecordThatTheBridgeDeletedIsNotRestoredByShowingStill() {
        Thing thing = delivered(created("v1", T), new Intent.Delete("erp", DeletePolicy.HARD),
                new Shadow(REF, Presence.GONE, CanonicalRecord.EMPTY, Map.of(), null, null), 10);

        assertThat(look(thing, record("v1"), T, null, 12).seen()).isNull();
        assertThat(look(thing, record("v1"), T.plusSeconds(11), null, 12).seen()).as("undeleted").isNotNull();
        assertThat(look(thing, record("v1"), T, null, 190).seen()).as("stays").isNotNull();
    }

    // ---- the story

    private static Thing created(String name, Instant time) {
        return created(name, time, null);
    }

    private static Thing created(String name, Instant time, String version) {
        return created(record(name), time, version);
    }

    private static Thing created(CanonicalRecord values, Instant time, String version) {
        return delivered(new Thing("t", Base.EMPTY, Map.of(), Set.of()), new Intent.Create("erp", values),
                new Shadow(REF, Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(), version, time), 0);
    }

    private static Thing written(Thing thing, String name, Instant time, int second) {
        return written(thing, name, time, second, null);
    }

    private static Thing written(Thing thing, String name, Instant time, int second, String version) {
        return delivered(thing, new Intent.Update("erp", record(name), false),
                new Shadow(REF, Presence.PRESENT, CanonicalRecord.EMPTY, Map.of(), version, time), second);
    }

    private static Thing delivered(Thing thing, Intent intent, Shadow stored, int second) {
        return Reconcile.written(Reconcile.delivered(thing, intent, stored, POLICY), thing, intent, at(second), LAG);
    }

    private static Thing shown(Thing thing) {
        Shadow shadow = thing.shadows().get("erp");
        return thing.with(shadow.with(shadow.trail().seen()));
    }

    private static Look look(Thing thing, CanonicalRecord values, Instant time, String version, int second) {
        return Freshness.look(thing.shadows().get("erp"), values == null ? gone(second) : seen(values, time, version, second), false, LAG, at(second));
    }

    private static Observation seen(CanonicalRecord values, Instant time, String version, int second) {
        return new Observation(REF, Presence.PRESENT, values, time == null ? at(second) : time, version, time);
    }

    private static Observation gone(int second) {
        return new Observation(REF, Presence.GONE, CanonicalRecord.EMPTY, at(second), null, null);
    }

    private static CanonicalRecord record(String name) {
        return new CanonicalRecord(Map.of("name", name));
    }

    private static CanonicalRecord record(String name, String memo) {
        return new CanonicalRecord(Map.of("name", name, "memo", memo));
    }

    private static Instant at(int second) {
        return T.plusSeconds(second);
    }
}
