package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.syncbridge.model.Change;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Refusal;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Deliveries.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface DeliveriesContract extends OnStore {

    private Inbox inbox() {
        return new Inbox(database());
    }

    private Deliveries deliveries() {
        return new Deliveries(database());
    }

    private static Delivery delivery(String sync, String syncId, State state, Instant dueAt) {
        return new Delivery(0, sync, syncId, "shop", "s-" + syncId, "crm", "c-" + syncId, Operation.UPDATE, state, 1, dueAt,
                NOW, NOW, "503", Map.of("name", "Ann"));
    }

    private static Delivery unmappable(String sync, String recordId) {
        return new Delivery(0, sync, null, null, null, "crm", recordId, Operation.CREATE, State.FAILED, 1, NOW, NOW, NOW,
                "`born`: not a date", Map.of("born", "?"));
    }

    private List<Delivery> all(String sync) {
        return deliveries().list(sync, null, null, 100).items();
    }

    @Test
    default void deliveryIsKeptAsItWasSaved() {
        String sync = newSync();
        var full = new Delivery(0, sync, "t1", "shop", "s1", "crm", "c1", Operation.DELETE, State.WAITING, 3,
                NOW.plusSeconds(1), NOW.minusSeconds(1), NOW, "a long story ".repeat(500),
                Map.of("total", new BigDecimal("1.5"), "list", List.of("a"))).ofRun(7L);
        deliveries().save(List.of(full, unmappable(sync, "c2")));
        deliveries().save(List.of());

        assertThat(all(sync)).usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(unmappable(sync, "c2"), full);
        Delivery stored = all(sync).get(1);
        assertThat(deliveries().find(stored.id())).contains(stored);
        assertThat(deliveries().find(-1)).isEmpty();
    }

    @Test
    default void aWriteIsUnderWayUntilItIsAnsweredForTheFirstTime() {
        String sync = newSync();
        deliveries().save(List.of(delivery(sync, "t1", State.WAITING, NOW)));
        assertThat(deliveries().isWriting(sync)).as("tried and failed").isFalse();

        deliveries().request(sync, List.of(new Target("t2", "shop")), NOW);
        assertThat(deliveries().isWriting(sync)).isTrue();
        deliveries().settled(sync, List.of(new Target("t2", "shop")));
        assertThat(deliveries().isWriting(sync)).isFalse();
    }

    @Test
    default void whatIsNotedIsADeliveryForEachWriteWhereTheBatchEndsUnanswered() {
        String sync = newSync();
        var notes = new Notes(database());
        Delivery tried = delivery(sync, "t1", State.WAITING, NOW);
        deliveries().save(List.of(tried));
        Instant later = NOW.plusSeconds(9);
        List<Delivery> planned = List.of(new Delivery(0, sync, "t1", "shop", "s1", "crm", "c1", Operation.DELETE, State.WAITING, 0, later, later, later, "stopped",
                null, null, List.of("name"), 7L), new Delivery(0, sync, "t2", "shop", null, null, null, Operation.CREATE, State.WAITING, 0, later, later, later,
                "stopped", Map.of("total", new BigDecimal("1.50"), "at", Map.of("n", 1)), null, List.of(), null));
        long settled = notes.add(sync, List.of(delivery(sync, "t9", State.WAITING, NOW)), NOW);
        notes.add(sync, planned, later);
        notes.add(newSync(), planned, later);
        assertThat(deliveries().isWriting(sync)).isTrue();
        assertThat(all(sync)).hasSize(1);
        notes.remove(List.of(settled));

        notes.leave(sync);
        notes.leave(sync);

        assertThat(all(sync)).usingRecursiveFieldByFieldElementComparatorIgnoringFields("id").containsExactlyInAnyOrderElementsOf(planned);
        assertThat(deliveries().due(sync, later, 9)).hasSize(2);
        assertThat(statements(() -> notes.leave(sync))).isEqualTo(1);
        deliveries().settled(sync, List.of(new Target("t1", "shop"), new Target("t2", "shop")));
        assertThat(deliveries().isWriting(sync)).isFalse();
    }

    @Test
    default void refusalMayHoldAnyCharacter() {
        String sync = newSync();
        deliveries().save(List.of(new Delivery(0, sync, "t1", "shop", null, null, null, Operation.CREATE, State.FAILED, 1, NOW,
                NOW, NOW, "no\0", Map.of("name", "\0"))));

        assertThat(all(sync)).singleElement().satisfies(failed -> {
            assertThat(failed.error()).isEqualTo("no\uFFFD");
            assertThat(failed.payload()).isEqualTo(Map.of("name", "\0"));
        });
    }

    @Test
    default void deliveryThatFailsAgainTakesThePlaceOfWhatWasNoted() {
        String sync = newSync();
        deliveries().save(List.of(delivery(sync, "t1", State.WAITING, NOW), delivery(sync, "t2", State.WAITING, NOW),
                unmappable(sync, "s-t1"), unmappable(sync, "c2")));
        List<Delivery> before = all(sync);
        var again = new Delivery(0, sync, "t1", "shop", "s-t1", "crm", "c-t1", Operation.CREATE, State.WAITING, 2,
                NOW.plusSeconds(60), NOW, NOW.plusSeconds(30), "504", null);
        var stillUnmappable = new Delivery(0, sync, "t3", null, null, "crm", "c2", Operation.UPDATE, State.FAILED, 1, NOW, NOW,
                NOW.plusSeconds(30), "`born`: still not a date", Map.of("born", "??"));

        deliveries().save(List.of(again, delivery(sync, "t4", State.WAITING, NOW), stillUnmappable));

        assertThat(all(sync)).usingRecursiveFieldByFieldElementComparatorIgnoringFields("id").containsExactlyInAnyOrder(
                delivery(sync, "t4", State.WAITING, NOW), stillUnmappable, unmappable(sync, "s-t1"),
                delivery(sync, "t2", State.WAITING, NOW), again);
        assertThat(all(sync)).extracting(Delivery::id).containsAll(before.stream().map(Delivery::id).toList());
        assertThat(deliveries().due(sync, NOW, 10)).extracting(Delivery::syncId).containsExactlyInAnyOrder("t2", "t4");
    }

    @Test
    default void waitingDeliveriesAreDueInTheOrderOfTheirTimes() {
        String sync = newSync();
        deliveries().save(List.of(delivery(sync, "second", State.WAITING, NOW), delivery(sync, "later", State.WAITING,
                NOW.plusSeconds(1)), delivery(sync, "failed", State.FAILED, NOW), delivery(sync, "first", State.WAITING,
                NOW.minusSeconds(1)), unmappable(sync, "c1")));

        assertThat(deliveries().due(sync, NOW, 10)).extracting(Delivery::syncId).containsExactly("first", "second");
        assertThat(deliveries().due(sync, NOW, 1)).extracting(Delivery::syncId).containsExactly("first");
    }

    @Test
    default void settledTargetsAreRemovedAndNoOthers() {
        String sync = newSync();
        Delivery elsewhere = new Delivery(0, sync, "t1", "sheet", null, null, null, Operation.UPDATE, State.WAITING, 0, NOW,
                NOW, NOW, null, null);
        deliveries().save(List.of(delivery(sync, "t1", State.WAITING, NOW), delivery(sync, "t2", State.FAILED, NOW),
                delivery(sync, "t3", State.WAITING, NOW), elsewhere));

        deliveries().settled(sync, List.of(new Target("t1", "shop"), new Target("t2", "shop"), new Target("t3", "sheet")));

        assertThat(all(sync)).extracting(one -> new Target(one.syncId(), one.targetSystem()))
                .containsExactlyInAnyOrder(new Target("t1", "sheet"), new Target("t3", "shop"));
    }

    @Test
    default void reportsThatCouldBeMappedSinceAreRemovedAndTheRecordsDeliveriesStay() {
        String sync = newSync();
        deliveries().save(List.of(unmappable(sync, "c-1"), unmappable(sync, "c-2"), delivery(sync, "1", State.WAITING, NOW)));

        deliveries().reported(sync, List.of(crm("c-1"), crm("c-3")), List.of(crm("c-2")));

        assertThat(all(sync)).extracting(Delivery::sourceRecordId, Delivery::targetSystem)
                .containsExactlyInAnyOrder(tuple("c-1", "shop"), tuple("c-2", null));
    }

    @Test
    default void whatStandsForChangesThatAreSetAsideGoesWithThem() {
        String sync = newSync();
        Delivery first = setAside(sync, "c-1");
        deliveries().save(List.of(first, setAside(sync, "c-2")));
        assertThat(deliveries().due(sync, NOW.plusSeconds(60), 10)).as("the change itself waits in the inbox").isEmpty();

        Delivery kept = deliveries().setAside(sync, crm("c-1")).orElseThrow();
        assertThat(kept).usingRecursiveComparison().ignoringFields("id").isEqualTo(first);
        deliveries().save(List.of(kept.triedAgain(NOW.plusSeconds(1), NOW.plusSeconds(40), "again")));
        assertThat(deliveries().setAside(sync, crm("c-1"))).hasValueSatisfying(again -> {
            assertThat(again.attempts()).isEqualTo(2);
            assertThat(again.dueAt()).isEqualTo(NOW.plusSeconds(40));
            assertThat(again.error()).isEqualTo("again");
        });

        deliveries().reported(sync, List.of(), List.of(crm("c-1")));
        assertThat(all(sync)).extracting(Delivery::sourceRecordId).containsExactly("c-2");
        assertThat(deliveries().setAside(sync, crm("c-1"))).isEmpty();
    }

    @Test
    default void changesThatAreSetAsideAreKnownWithTheirTimeUntilTheyAreWoken() {
        String sync = newSync();
        inbox().add(sync, List.of(Change.hint(crm("c-1")), Change.hint(crm("c-2")), Change.hint(crm("c-3"))), NOW);
        deliveries().save(List.of(setAside(sync, "c-1"), setAside(sync, "c-2")));
        inbox().postpone(sync, Map.of(crm("c-1"), NOW.plusSeconds(60)));
        inbox().postpone(sync, Map.of(crm("c-3"), NOW.plusSeconds(60)));
        inbox().add(sync, List.of(Change.hint(crm("c-1"))), NOW);
        List<RecordRef> records = List.of(crm("c-1"), crm("c-2"), crm("c-3"), shop("c-1"));

        assertThat(deliveries().setAside(sync, records, NOW)).containsExactly(Map.entry(crm("c-1"), NOW.plusSeconds(60)));
        assertThat(deliveries().setAside(newSync(), records, NOW)).isEmpty();
        inbox().wake("crm", NOW);
        assertThat(deliveries().setAside(sync, records, NOW)).isEmpty();
    }

    private static Delivery setAside(String sync, String recordId) {
        return new Delivery(0, sync, null, null, null, "crm", recordId, Operation.CREATE, State.WAITING, 1, NOW, NOW, NOW,
                "value too long", Map.of("born", "2000-01-01"));
    }

    @Test
    default void deliveriesAreFoundByTheirThings() {
        String sync = newSync();
        Delivery elsewhere = new Delivery(0, sync, "t1", "sheet", null, null, null, Operation.UPDATE, State.FAILED, 1, NOW,
                NOW, NOW, null, null);
        deliveries().save(List.of(delivery(sync, "t1", State.WAITING, NOW), elsewhere,
                delivery(sync, "t2", State.WAITING, NOW), unmappable(sync, "c1")));

        assertThat(deliveries().of(sync, List.of("t1", "t3"))).containsOnlyKeys("t1")
                .hasEntrySatisfying("t1", found -> assertThat(found).hasSize(2));
        assertThat(deliveries().of(sync, List.of())).isEmpty();
    }

    @Test
    default void failedDeliveryIsDueOnceAPersonAsksForIt() {
        String sync = newSync();
        deliveries().save(List.of(delivery(sync, "t1", State.FAILED, NOW.plusSeconds(999))));
        assertThat(deliveries().due(sync, NOW, 10)).isEmpty();

        deliveries().retry(all(sync).get(0).id(), NOW);

        assertThat(deliveries().due(sync, NOW, 10)).extracting(Delivery::syncId).containsExactly("t1");
    }

    @Test
    default void whatAnotherRecordIsInTheWayOfIsDueAgainThoughAPersonWasToldAndSoonerWhenItsSystemMoves() {
        String sync = newSync();
        deliveries().save(List.of(refused(sync, "t1", Refusal.UNIQUE), refused(sync, "t2", Refusal.REFERENCE), refused(sync, "t3", Refusal.RECORD)));
        assertThat(deliveries().due(sync, NOW.plusSeconds(599), 10)).isEmpty();
        assertThat(deliveries().due(sync, NOW.plusSeconds(600), 10)).extracting(Delivery::syncId).containsExactlyInAnyOrder("t1", "t2");

        deliveries().makeRoom(List.of("another"), NOW.plusSeconds(30));
        assertThat(deliveries().due(sync, NOW.plusSeconds(30), 10)).isEmpty();
        deliveries().makeRoom(List.of("shop"), NOW.plusSeconds(30));
        deliveries().makeRoom(List.of("shop"), NOW.plusSeconds(60));
        assertThat(deliveries().due(sync, NOW.plusSeconds(30), 10)).hasSize(2).allSatisfy(one ->
                assertThat(one.state()).as("a person still sees it").isEqualTo(State.FAILED));
    }

    private static Delivery refused(String sync, String syncId, Refusal kind) {
        return new Delivery(0, sync, syncId, "shop", null, null, null, Operation.UPDATE, State.FAILED, 13, NOW.plusSeconds(600), NOW, NOW,
                "in the way", Map.of(), kind, List.of(), null);
    }

    @Test
    default void requestedDeliveryIsDueAtOnceInPlaceOfWhatWasNoted() {
        String sync = newSync();
        deliveries().save(List.of(delivery(sync, "t1", State.FAILED, NOW)));
        deliveries().request(sync, List.of(new Target("t1", "shop")), NOW);
        deliveries().request(sync, List.of(new Target("t1", "shop")), NOW);

        assertThat(all(sync)).hasSize(1);
        assertThat(deliveries().due(sync, NOW, 10)).singleElement().satisfies(due -> {
            assertThat(due.attempts()).isZero();
            assertThat(due.payload()).isNull();
        });
    }

    @Test
    default void countsAreBySyncAndState() {
        String sync = newSync();
        deliveries().save(List.of(delivery(sync, "t1", State.WAITING, NOW), delivery(sync, "t2", State.WAITING, NOW),
                unmappable(sync, "c1")));

        assertThat(deliveries().counts()).containsEntry(sync, Map.of(State.WAITING, 2L, State.FAILED, 1L));
    }

    @Test
    default void pagesOfTheListFollowOnEachOtherNewestFirst() {
        String sync = newSync();
        IntStream.range(0, 5).mapToObj(i -> delivery(sync, "t" + i, i == 2 ? State.FAILED : State.WAITING, NOW))
                .forEach(one -> deliveries().save(List.of(one)));

        Page<Delivery> first = deliveries().list(sync, State.WAITING, null, 3);
        Page<Delivery> second = deliveries().list(sync, State.WAITING, first.next(), 3);

        assertThat(first.items()).extracting(Delivery::syncId).containsExactly("t4", "t3", "t1");
        assertThat(second.items()).extracting(Delivery::syncId).containsExactly("t0");
        assertThat(second.next()).isNull();
        assertThat(deliveries().list(null, null, null, 2).items()).extracting(Delivery::syncId).containsExactly("t4", "t3");
    }
}
