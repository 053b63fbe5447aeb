package io.syncbridge.store;

import static io.syncbridge.store.OnStore.blocked;
import static io.syncbridge.store.OnStore.commit;
import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.rollback;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface InboxContract extends OnStore {

    private Inbox inbox() {
        return new Inbox(database());
    }

    private static Change change(RecordRef ref, String eventId) {
        return new Change(ref, Operation.UPDATE, null, null, null, eventId);
    }

    private List<RecordRef> waiting(String sync) {
        return inbox().next(sync, 100, NOW).changes().stream().map(waiting -> waiting.change().ref()).toList();
    }

    @Test
    default void changeComesOutAsItWasReported() {
        String sync = newSync();
        var record = new LinkedHashMap<String, Object>();
        record.put("name", "Zoë \"Z\" \u0000 \uD83D\uDE00");
        record.put("age", 41);
        record.put("balance", new BigDecimal("12.50"));
        record.put("active", true);
        record.put("phone", null);
        record.put("tags", Arrays.asList("a", null, List.of(1)));
        var full = new Change(crm("1"), Operation.CREATE, record, NOW.minusSeconds(9), "v1", "e1");
        var bare = new Change(crm("2"), Operation.DELETE, null, null, null, null).after(NOW.minusSeconds(60));

        var renamed = new Change(crm("3"), Operation.UPDATE, Map.of("name", "x"), null, null, null).of("2");
        var hint = Change.hint(crm("5")).of("4");

        assertThat(inbox().add(sync, List.of(full, bare, renamed, hint), NOW)).isEqualTo(4);

        List<Inbox.Waiting> waiting = inbox().next(sync, 10, NOW).changes();
        assertThat(waiting).extracting(Inbox.Waiting::change).containsExactly(full, bare, renamed, hint);
        assertThat(waiting).extracting(Inbox.Waiting::receivedAt).containsOnly(NOW);
    }

    @Test
    default void changesWaitInTheOrderInWhichTheyCame() {
        String sync = newSync();
        inbox().add(sync, List.of(change(crm("b"), null), change(shop("a"), null)), NOW);
        inbox().add(sync, List.of(change(crm("c"), null), change(crm("b"), null)), NOW.minusSeconds(60));

        assertThat(waiting(sync)).containsExactly(crm("b"), shop("a"), crm("c"), crm("b"));
        assertThat(inbox().next(sync, 2, NOW).changes()).hasSize(2).first().extracting(one -> one.change().ref()).isEqualTo(crm("b"));
    }

    @Test
    default void repeatedEventIsTakenOnceWithinABatchAndAcrossBatches() {
        String sync = newSync();
        assertThat(inbox().add(sync, List.of(change(crm("1"), "e1"), change(crm("2"), "e1")), NOW)).isEqualTo(1);
        assertThat(inbox().add(sync, List.of(change(crm("3"), "e1"), change(crm("4"), "e2")), NOW)).isEqualTo(1);

        assertThat(waiting(sync)).containsExactly(crm("1"), crm("4"));
    }

    @Test
    default void whatIsDiscardedOfARecordIsGoneAndWhatCameSinceIsDue() {
        String sync = newSync();
        inbox().add(sync, List.of(change(crm("1"), "e1"), change(crm("2"), "e2")), NOW);
        inbox().add(sync, List.of(change(crm("1"), "e3")), NOW.plusSeconds(2));
        inbox().postpone(sync, Map.of(crm("1"), NOW.plusSeconds(60)));

        inbox().discard(sync, crm("1"), NOW.plusSeconds(1), NOW);

        assertThat(inbox().next(sync, 10, NOW).changes()).extracting(item -> item.change().eventId()).containsExactly("e2", "e3");
    }

    @Test
    default void repeatedEventIsDroppedAfterTheFirstOneIsSettled() {
        String sync = newSync();
        inbox().add(sync, List.of(change(crm("1"), "e1")), NOW);
        inbox().remove(inbox().next(sync, 1, NOW).changes().stream().map(Inbox.Waiting::id).toList());

        assertThat(inbox().add(sync, List.of(change(crm("1"), "e1")), NOW)).isZero();
        assertThat(waiting(sync)).isEmpty();
    }

    @Test
    default void eventThatIsReportedTwiceAtOnceIsTakenOnce() throws Exception {
        String sync = newSync();
        var repeated = new AtomicReference<CompletableFuture<Integer>>();

        commit(() -> {
            inbox().add(sync, List.of(change(crm("1"), "e1")), NOW);
            repeated.set(blocked(() -> inbox().add(sync, List.of(change(crm("1"), "e1")), NOW)));
        });

        assertThat(repeated.get().get(10, TimeUnit.SECONDS)).isZero();
        assertThat(waiting(sync)).containsExactly(crm("1"));
    }

    @Test
    default void eventWhoseFirstReportWasRolledBackIsTaken() throws Exception {
        String sync = newSync();
        rollback(() -> inbox().add(sync, List.of(change(crm("1"), "e1")), NOW));

        assertThat(inbox().add(sync, List.of(change(crm("1"), "e1")), NOW)).isEqualTo(1);
    }

    @Test
    default void eventIdsOfOtherSystemsAndSyncsAndChangesWithoutOneAreNotRepeats() {
        String sync = newSync();
        assertThat(inbox().add(sync, List.of(change(crm("1"), "e"), change(shop("1"), "e"), change(crm("1"), null),
                change(crm("1"), null)), NOW)).isEqualTo(4);
        assertThat(inbox().add(newSync(), List.of(change(crm("1"), "e")), NOW)).isEqualTo(1);
    }

    @Test
    default void eventIdsAreForgottenInTime() {
        String sync = newSync();
        var longAgo = NOW.minusSeconds(1_000_000);
        inbox().add(sync, List.of(change(crm("1"), "old")), longAgo);
        inbox().add(sync, List.of(change(crm("1"), "young")), longAgo.plusSeconds(2));

        assertThat(inbox().forgetEvents(longAgo.plusSeconds(1))).isEqualTo(1);
        assertThat(inbox().add(sync, List.of(change(crm("1"), "old"), change(crm("1"), "young")), NOW)).isEqualTo(1);
    }

    @Test
    default void postponedRecordWaitsWithAllItsChangesAndComesBackInOrder() {
        String sync = newSync();
        inbox().add(sync, List.of(change(crm("1"), null), change(shop("1"), null), change(crm("2"), null),
                change(crm("1"), null)), NOW);

        inbox().postpone(sync, Map.of(crm("1"), NOW.plusSeconds(30)));

        assertThat(waiting(sync)).containsExactly(shop("1"), crm("2"));
        assertThat(inbox().next(sync, 100, NOW.plusSeconds(30)).changes()).extracting(one -> one.change().ref())
                .containsExactly(crm("1"), shop("1"), crm("2"), crm("1"));
    }

    /** Records of the CRM rest for ten seconds, but wait for a minute at most. */
    Inbox.Holding RESTING = new Inbox.Holding() {

        @Override
        public boolean isProlonged(String system) {
            return system.equals("crm");
        }

        @Override
        public Instant until(String system, Instant since, Instant now) {
            Instant rested = now.plusSeconds(10);
            Instant latest = since.plusSeconds(60);
            return !system.equals("crm") ? null : rested.isBefore(latest) ? rested : latest;
        }
    };

    private void report(String sync, Instant now, RecordRef... refs) {
        inbox().add(sync, Arrays.stream(refs).map(ref -> change(ref, null)).toList(), RESTING, null, now);
    }

    private List<RecordRef> released(String sync, Instant now) {
        inbox().release(sync, now);
        return inbox().next(sync, 100, now).changes().stream().map(waiting -> waiting.change().ref()).toList();
    }

    @Test
    default void heldChangeIsTakenWhenItsTimeHasComeAndTheOthersAtOnce() {
        String sync = newSync();
        report(sync, NOW, crm("1"), shop("1"));

        assertThat(released(sync, NOW.plusSeconds(9))).containsExactly(shop("1"));
        assertThat(released(sync, NOW.plusSeconds(10))).containsExactly(crm("1"), shop("1"));
    }

    @Test
    default void editThatFollowsProlongsTheRestOfItsRecordOnly() {
        String sync = newSync();
        report(sync, NOW, crm("1"), crm("2"));
        report(sync, NOW.plusSeconds(5), crm("1"));

        assertThat(released(sync, NOW.plusSeconds(10))).containsExactly(crm("2"));
        assertThat(released(sync, NOW.plusSeconds(15))).containsExactly(crm("1"), crm("2"), crm("1"));
    }

    @Test
    default void recordThatNeverRestsGoesOutAfterTheLongestWait() {
        String sync = newSync();
        for (int second = 0; second < 60; second += 5) {
            report(sync, NOW.plusSeconds(second), crm("1"));
            assertThat(released(sync, NOW.plusSeconds(second))).isEmpty();
        }

        assertThat(released(sync, NOW.plusSeconds(60))).hasSize(12);
    }

    @Test
    default void repeatedEventDoesNotProlongARest() {
        String sync = newSync();
        inbox().add(sync, List.of(change(crm("1"), "e")), RESTING, null, NOW);
        assertThat(inbox().add(sync, List.of(change(crm("1"), "e")), RESTING, null, NOW.plusSeconds(5))).isEmpty();

        assertThat(released(sync, NOW.plusSeconds(10))).containsExactly(crm("1"));
    }

    @Test
    default void heldChangesAreReleasedAltogether() {
        String sync = newSync();
        String other = newSync();
        report(sync, NOW, crm("1"), crm("2"));
        report(other, NOW, crm("1"));

        assertThat(inbox().releaseAll(sync, NOW.plusSeconds(1))).isEqualTo(2);

        assertThat(released(sync, NOW.plusSeconds(1))).hasSize(2);
        assertThat(released(other, NOW.plusSeconds(1))).isEmpty();
        assertThat(inbox().backlog()).containsEntry(sync, new Inbox.Backlog(2, NOW.plusSeconds(1), 0, null));
    }

    @Test
    default void whatWasHeldForLongIsHeldNoLongerThanTheDefinitionSaysNow() {
        String sync = newSync();
        report(sync, NOW, crm("1"));
        inbox().holdAtMostUntil(sync, NOW.plusSeconds(3));
        report(sync, NOW.plusSeconds(2), crm("2"));
        inbox().holdAtMostUntil(sync, NOW.plusSeconds(12));

        assertThat(released(sync, NOW.plusSeconds(3))).containsExactly(crm("1"));
    }

    @Test
    default void wakingASystemDoesNotReleaseWhatIsHeld() {
        String sync = newSync();
        report(sync, NOW, crm("1"));

        inbox().wake("crm", NOW.plusSeconds(1));

        assertThat(released(sync, NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    default void allThatIsDueOfARecordIsFoundTogether() {
        String sync = newSync();
        inbox().add(sync, List.of(change(crm("1"), null), change(crm("2"), null), change(shop("1"), null), change(crm("1"), null)), NOW);
        inbox().add(newSync(), List.of(change(crm("1"), null)), NOW);
        inbox().add(sync, List.of(change(crm("1"), null)), 99, NOW);

        assertThat(inbox().of(sync, List.of(crm("1")), NOW)).extracting(one -> one.change().ref()).containsExactly(crm("1"), crm("1"));
    }

    @Test
    default void backlogTellsWhatIsHeldFromWhatIsReady() {
        String sync = newSync();
        report(sync, NOW, crm("1"), crm("2"));
        assertThat(inbox().backlog()).containsEntry(sync, new Inbox.Backlog(2, null, 2, NOW.plusSeconds(10)));

        report(sync, NOW.plusSeconds(4), crm("2"), shop("1"));
        assertThat(inbox().backlog()).containsEntry(sync, new Inbox.Backlog(4, NOW.plusSeconds(4), 3, NOW.plusSeconds(10)));

        inbox().release(sync, NOW.plusSeconds(10));
        assertThat(inbox().backlog()).containsEntry(sync, new Inbox.Backlog(4, NOW.plusSeconds(4), 2, NOW.plusSeconds(14)));
    }

    @Test
    default void largeChangesComeInSmallBatches() {
        String sync = newSync();
        Map<String, Object> large = Map.of("text", "x".repeat(Rows.BATCH_BYTES / 2));
        List<Change> changes = IntStream.range(0, 5).mapToObj(i ->
                new Change(crm("l" + i), Operation.UPDATE, large, null, null, null)).toList();
        inbox().add(sync, changes, NOW);

        for (int taken : List.of(2, 2, 1)) {
            Inbox.Next next = inbox().next(sync, 100, NOW);
            assertThat(next.changes()).hasSize(taken);
            assertThat(next.more()).isEqualTo(taken == 2);
            inbox().remove(next.changes().stream().map(Inbox.Waiting::id).toList());
        }
    }

    @Test
    default void aChangeLargerThanABatchComesAlone() {
        String sync = newSync();
        var huge = new Change(crm("1"), Operation.UPDATE, Map.of("text", "x".repeat(Rows.BATCH_BYTES)), null, null, null);
        inbox().add(sync, List.of(huge, change(crm("2"), null)), NOW);

        assertThat(inbox().next(sync, 100, NOW).changes()).extracting(Inbox.Waiting::change).containsExactly(huge);
    }

    @Test
    default void backlogCountsWhatWaitsAndSinceWhen() {
        String sync = newSync();
        assertThat(inbox().backlog()).doesNotContainKey(sync);
        inbox().add(sync, List.of(change(crm("1"), null)), NOW);
        inbox().add(sync, List.of(change(crm("2"), null)), NOW.plusSeconds(1));

        assertThat(inbox().backlog()).containsEntry(sync, new Inbox.Backlog(2, NOW, 0, null));
    }
}
