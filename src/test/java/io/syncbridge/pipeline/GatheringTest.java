package io.syncbridge.pipeline;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private final List<List<String>> stored = new CopyOnWriteArrayList<>();
    private final CountDownLatch disk = new CountDownLatch(1);
    private final ExecutorService senders = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        senders.shutdownNow();
    }

    @Test
    void whatComesWhileOneIsStoredIsStoredTogether() {
        var gathering = new Gathering(this::store);
        List<CompletableFuture<Integer>> told = tellWhileTheFirstIsStored(gathering, "2", "3", "4");

        assertThat(told).allMatch(one -> one.join() == 1);
        assertThat(stored).hasSize(2);
        assertThat(stored.get(1)).containsExactlyInAnyOrder("2", "3", "4");
    }

    @Test
    void whatCannotBeStoredFailsForItsSenderOnly() {
        var gathering = new Gathering(this::store);
        List<CompletableFuture<Integer>> told = tellWhileTheFirstIsStored(gathering, "2", "bad", "4");

        assertThat(told.get(1).join()).isEqualTo(1);
        assertThatThrownBy(told.get(2)::join).isInstanceOf(CompletionException.class).hasMessageContaining("bad");
        assertThat(told.get(3).join()).isEqualTo(1);
        assertThat(stored.stream().flatMap(List::stream)).containsExactlyInAnyOrder("1", "2", "4");
    }

    @Test
    void eachLearnsHowManyOfHisOwnWereNew() {
        var gathering = new Gathering(changes -> store(changes).stream().filter(change -> change.eventId() == null).toList());
        List<CompletableFuture<Integer>> told = tellWhileTheFirstIsStored(gathering, "2", "known", "4");

        assertThat(told.stream().map(CompletableFuture::join)).containsExactly(1, 1, 0, 1);
    }

    @Test
    void aLoneOneThatCannotBeStoredIsTriedOnce() {
        var tries = new ArrayList<List<Change>>();
        var gathering = new Gathering(changes -> {
            tries.add(changes);
            throw new IllegalStateException("The store is away.");
        });

        assertThatThrownBy(() -> gathering.take(List.of(change("1")))).hasMessage("The store is away.");
        assertThat(tries).hasSize(1);
    }

    /** The first one holds the disk until all the others wait. */
    private List<CompletableFuture<Integer>> tellWhileTheFirstIsStored(Gathering gathering, String... others) {
        var told = new ArrayList<CompletableFuture<Integer>>();
        told.add(tell(gathering, "1"));
        await().until(() -> !stored.isEmpty());
        for (String other : others) {
            told.add(tell(gathering, other));
        }
        await().until(() -> gathering.waiting() == others.length);
        disk.countDown();
        return told;
    }

    private CompletableFuture<Integer> tell(Gathering gathering, String id) {
        return CompletableFuture.supplyAsync(() -> gathering.take(List.of(change(id))), senders);
    }

    private List<Change> store(List<Change> changes) {
        if (changes.stream().anyMatch(change -> change.ref().recordId().equals("bad"))) {
            throw new IllegalArgumentException("bad");
        }
        stored.add(changes.stream().map(change -> change.ref().recordId()).toList());
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return changes;
    }

    private static Change change(String id) {
        return new Change(new RecordRef("crm", id), Operation.UPDATE, Map.of("id", id), null, null, id.equals("known") ? id : null);
    }
}
