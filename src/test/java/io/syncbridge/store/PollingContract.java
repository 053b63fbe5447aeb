package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static io.syncbridge.store.OnStore.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Shadow;
import io.syncbridge.reconcile.Thing;
import io.syncbridge.reconcile.Trail;
import io.syncbridge.store.Inbox.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cursors, and what a complete scan finds missing. */
interface PollingContract extends OnStore {

    Duration LEASE = Duration.ofSeconds(30);

    private Cursors cursors() {
        return new Cursors(database());
    }

    @Test
    default void cursorIsWhereItWasMoved() {
        String sync = newSync();
        assertThat(cursors().claim(sync, "crm", "one", NOW, LEASE)).isTrue();
        assertThat(cursors().read(sync, "crm")).isEmpty();

        cursors().move(sync, "crm", "page 2", NOW);
        assertThat(cursors().read(sync, "crm")).contains("page 2");
        cursors().move(sync, "crm", "x".repeat(5000), NOW.plusSeconds(1));
        assertThat(cursors().read(sync, "crm")).contains("x".repeat(5000));
        assertThat(cursors().read(sync, "shop")).isEmpty();
    }

    @Test
    default void aRecordWasLastSeenByTheLastLookUnlessNewsOfItWaits() {
        String sync = newSync();
        cursors().claim(sync, "crm", "one", NOW, LEASE);
        assertThat(cursors().look(sync, "crm")).isEqualTo(new Cursors.Look(null, null));
        assertThat(cursors().lastSeen(sync, crm("1"), 0)).isEmpty();

        cursors().looked(sync, "crm", new Cursors.Look(NOW, null));
        assertThat(cursors().look(sync, "crm")).isEqualTo(new Cursors.Look(NOW, null));
        assertThat(cursors().lastSeen(sync, crm("1"), 0)).as("a look that is not over").isEmpty();

        cursors().looked(sync, "crm", new Cursors.Look(null, NOW));
        assertThat(cursors().lastSeen(sync, crm("1"), 0)).contains(NOW);

        new Inbox(database()).add(sync, List.of(Change.delete(crm("1"), null).after(NOW.minusSeconds(5))), NOW);
        long waiting = new Inbox(database()).next(sync, 10, NOW).changes().get(0).id();
        assertThat(cursors().lastSeen(sync, crm("1"), 0)).as("a delete waits").isEmpty();
        assertThat(cursors().lastSeen(sync, crm("1"), waiting)).contains(NOW);
        assertThat(cursors().lastSeen(sync, crm("2"), 0)).contains(NOW);
    }

    @Test
    default void streamIsWhereItWasMoved() {
        String sync = newSync();
        var streams = new Streams(database());
        assertThat(streams.position(sync, "crm", "/data/AccountChangeEvent")).isEmpty();

        streams.move(sync, "crm", "/data/AccountChangeEvent", "17", NOW);
        streams.move(sync, "crm", "/data/ContactChangeEvent", "5", NOW);
        streams.move(sync, "crm", "/data/AccountChangeEvent", "18", NOW.plusSeconds(1));

        assertThat(streams.position(sync, "crm", "/data/AccountChangeEvent")).contains("18");
        assertThat(streams.position(sync, "shop", "/data/AccountChangeEvent")).isEmpty();
    }

    @Test
    default void oneOwnerPollsUntilItsLeaseIsOverOrReleased() {
        String sync = newSync();
        assertThat(cursors().claim(sync, "crm", "one", NOW, LEASE)).isTrue();
        assertThat(cursors().claim(sync, "crm", "two", NOW.plusSeconds(29), LEASE)).isFalse();
        assertThat(cursors().claim(sync, "shop", "two", NOW, LEASE)).isTrue();
        assertThat(cursors().claim(sync, "crm", "one", NOW.plusSeconds(29), LEASE)).as("renewed").isTrue();
        assertThat(cursors().claim(sync, "crm", "two", NOW.plusSeconds(58), LEASE)).isFalse();
        assertThat(cursors().claim(sync, "crm", "two", NOW.plusSeconds(60), LEASE)).as("lease is over").isTrue();

        cursors().release(sync, "crm", "one");
        assertThat(cursors().claim(sync, "crm", "one", NOW.plusSeconds(61), LEASE)).as("not its to release").isFalse();
        cursors().release(sync, "crm", "two");
        assertThat(cursors().claim(sync, "crm", "one", NOW.plusSeconds(61), LEASE)).isTrue();
    }

    @Test
    default void ownerRenewsAndReleasesAllThatItHas() {
        String sync = newSync();
        String owner = newSync();
        cursors().claim(sync, "crm", owner, NOW, LEASE);

        cursors().renew(owner, NOW.plusSeconds(60));
        assertThat(cursors().claim(sync, "crm", "two", NOW.plusSeconds(59), LEASE)).isFalse();
        cursors().releaseAll(owner);
        assertThat(cursors().claim(sync, "crm", "two", NOW.plusSeconds(59), LEASE)).isTrue();
    }

    @Test
    default void oneOfManyGetsASystemThatIsNew() {
        String sync = newSync();

        assertThat(Stream.of("one", "two", "three", "four").map(owner -> CompletableFuture.supplyAsync(
                () -> cursors().claim(sync, "crm", owner, NOW, LEASE))).toList().stream().filter(CompletableFuture::join))
                .hasSize(1);
    }

    @Test
    default void claimKeepsCursorAndScan() {
        String sync = newSync();
        cursors().claim(sync, "crm", "one", NOW, LEASE);
        assertThat(cursors().scan(sync, "crm")).isEqualTo(1);
        cursors().move(sync, "crm", "here", NOW);
        cursors().nextScan(sync, "crm", NOW);

        cursors().claim(sync, "crm", "two", NOW.plusSeconds(60), LEASE);

        assertThat(cursors().read(sync, "crm")).contains("here");
        assertThat(cursors().scan(sync, "crm")).isEqualTo(2);
    }

    @Test
    default void completeScanFindsThePresentRecordsItHasNotComeAcross() {
        String sync = newSync();
        var things = new Things(database());
        cursors().claim(sync, "crm", "one", NOW, LEASE);
        Samples.save(things, sync, List.of(Samples.thing("t1", crm("seen")), Samples.thing("t2", crm("missing")),
                Samples.gone("t3", crm("gone")), Samples.thing("t4", crm("unlinked"))), Map.of(), NOW);
        Samples.save(things, sync, List.of(Samples.thing("t4", crm("relinked"))), Map.of(), NOW);
        cursors().nextScan(sync, "crm", NOW.plusSeconds(10));
        long scan = cursors().scan(sync, "crm");
        Samples.save(things, sync, List.of(Samples.thing("t5", crm("new"))), Map.of(), NOW.plusSeconds(11));

        things.markScanned(sync, "crm", List.of("seen", "relinked", "nobody's"), scan);

        assertThat(things.notScanned(sync, "crm", scan, NOW)).containsExactly("missing");
        cursors().nextScan(sync, "crm", NOW.plusSeconds(20));
        assertThat(things.notScanned(sync, "crm", scan + 1, NOW)).containsExactlyInAnyOrder("seen", "relinked", "missing", "new");
    }

    @Test
    default void aScanShowsWhatTheBridgeWroteAndMissesNothingThatItNeedNotShowYet() {
        String sync = newSync();
        var things = new Things(database());
        cursors().claim(sync, "crm", "one", NOW, LEASE);
        var written = new Trail(NOW, true, true, false, List.of());
        Samples.save(things, sync, Stream.of("1", "2").map(id -> {
            Thing thing = Samples.thing("t" + id, crm(id), shop(id));
            return new Thing(thing.syncId(), thing.base(), Map.of("shop", thing.shadows().get("shop"), "crm", new Shadow(crm(id), Presence.PRESENT,
                    thing.shadows().get("crm").values(), Map.of(), "v1", NOW, written)), thing.inReview());
        }).toList(), Map.of(), NOW);
        cursors().nextScan(sync, "crm", NOW.plusSeconds(10));
        long scan = cursors().scan(sync, "crm");

        assertThat(things.notScanned(sync, "crm", scan, NOW)).isEmpty();
        assertThat(things.notScanned(sync, "crm", scan, NOW.plusSeconds(1))).containsExactlyInAnyOrder("1", "2");
        things.markScanned(sync, "shop", List.of("1"), scan);
        assertThat(trail(sync, "1")).isEqualTo(written);
        things.markScanned(sync, "crm", List.of("1", "unknown"), scan);

        assertThat(trail(sync, "1")).isEqualTo(new Trail(NOW, false, true, false, List.of()));
        assertThat(trail(sync, "2")).isEqualTo(written);
        cursors().nextScan(sync, "crm", NOW.plusSeconds(20));
        assertThat(things.notScanned(sync, "crm", scan + 1, NOW)).as("shown once, and missing now").containsExactly("1");
    }

    private Trail trail(String sync, String recordId) {
        return new Things(database()).load(sync, List.of(crm(recordId)), List.of()).things().get("t" + recordId).shadows().get("crm").trail();
    }

    @Test
    default void systemIsHeardWhenAllThatItsFirstScanBroughtIsWorkedOn() {
        String sync = newSync();
        var inbox = new Inbox(database());
        cursors().claim(sync, "crm", "one", NOW, LEASE);
        assertThat(cursors().isHeard(sync, "crm")).isFalse();
        Change told = new Change(crm("1"), Operation.UPDATE, Map.of("Id", "1"), NOW, null, null);
        inbox.add(sync, List.of(told), NOW);
        cursors().heard(sync, "crm");
        assertThat(cursors().isHeard(sync, "crm")).as("still in the inbox").isFalse();
        inbox.remove(inbox.next(sync, 10, NOW.plusSeconds(1)).changes().stream().map(Waiting::id).toList());
        assertThat(cursors().isHeard(sync, "crm")).isTrue();
        inbox.add(sync, List.of(told), NOW.plusSeconds(2));
        cursors().heard(sync, "crm");
        assertThat(cursors().isHeard(sync, "crm")).as("later changes do not count").isTrue();
        assertThat(cursors().isHeard(sync, "erp")).isFalse();
    }

    @Test
    default void firstScanMissesNothing() {
        String sync = newSync();
        var things = new Things(database());
        Samples.save(things, sync, List.of(Samples.thing("t1", crm("just written"))), Map.of(), NOW);
        cursors().claim(sync, "crm", "one", NOW.plusSeconds(1), LEASE);

        assertThat(things.notScanned(sync, "crm", cursors().scan(sync, "crm"), NOW)).isEmpty();
    }

    @Test
    default void markOfAScanOutlivesABatchThatWasTakenBeforeTheScanBegan() {
        String sync = newSync();
        var things = new Things(database());
        cursors().claim(sync, "crm", "one", NOW, LEASE);
        Samples.save(things, sync, List.of(Samples.thing("t1", crm("seen")), Samples.thing("t2", crm("missing"))), Map.of(), NOW);
        cursors().nextScan(sync, "crm", NOW.plusSeconds(10));
        long scan = cursors().scan(sync, "crm");

        things.markScanned(sync, "crm", List.of("seen"), scan);
        Samples.save(things, sync, List.of(Samples.thing("t1", crm("seen")), Samples.thing("t2", crm("missing"))), Map.of(),
                NOW.plusSeconds(9));

        assertThat(things.notScanned(sync, "crm", scan, NOW)).containsExactly("missing");
    }
}
