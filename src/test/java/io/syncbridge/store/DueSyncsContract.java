package io.syncbridge.store;

import static io.syncbridge.store.OnStore.crm;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Change;
import io.syncbridge.model.Operation;
import io.syncbridge.store.Deliveries.Delivery;
import io.syncbridge.store.Deliveries.State;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.ReviewItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface DueSyncsContract extends OnStore {

    private Set<String> due(Instant now, String... syncs) {
        var latest = new HashMap<String, Instant>();
        List.of(syncs).forEach(sync -> latest.put(sync, now.plusSeconds(60)));
        return new DueSyncs(database()).among(latest, now);
    }

    private String withChange() {
        String sync = newSync();
        new Inbox(database()).add(sync, List.of(Change.hint(crm("1"))), NOW);
        return sync;
    }

    private String heldUntil(Instant until) {
        String sync = newSync();
        new Inbox(database()).add(sync, List.of(Change.hint(crm("1"))), new Inbox.Holding() {

            @Override
            public boolean isProlonged(String system) {
                return false;
            }

            @Override
            public Instant until(String system, Instant since, Instant now) {
                return until;
            }
        }, null, NOW);
        return sync;
    }

    @Test
    default void syncIsDueWhenAChangeIs() {
        String sync = withChange();
        String postponed = withChange();
        new Inbox(database()).postpone(postponed, Map.of(crm("1"), NOW.plusSeconds(30)));

        assertThat(due(NOW, sync, postponed, newSync())).containsExactly(sync);
        assertThat(due(NOW.plusSeconds(30), sync, postponed)).containsExactlyInAnyOrder(sync, postponed);
        assertThat(due(NOW)).isEmpty();
    }

    @Test
    default void syncIsDueWhenAHoldIsOverOrLongerThanItsDefinitionSays() {
        String sync = heldUntil(NOW.plusSeconds(30));
        String byAnother = heldUntil(NOW.plusSeconds(3600));

        assertThat(due(NOW, sync, byAnother)).containsExactly(byAnother);
        assertThat(due(NOW.plusSeconds(30), sync)).containsExactly(sync);
    }

    @Test
    default void syncIsDueWhenADeliveryIs() {
        String sync = newSync();
        String failed = newSync();
        new Deliveries(database()).save(List.of(delivery(sync, State.WAITING), delivery(failed, State.FAILED)));

        assertThat(due(NOW, sync, failed)).isEmpty();
        assertThat(due(NOW.plusSeconds(30), sync, failed)).containsExactly(sync);
    }

    @Test
    default void syncIsDueWhenABatchHasLeftANote() {
        String sync = newSync();
        new Notes(database()).add(sync, List.of(delivery(sync, State.WAITING)), NOW);

        assertThat(due(NOW, sync, newSync())).containsExactly(sync);
    }

    private static Delivery delivery(String sync, State state) {
        return new Delivery(0, sync, "t1", "shop", null, null, null, Operation.UPDATE, state, 1, NOW.plusSeconds(30), NOW, NOW, "no", null);
    }

    @Test
    default void syncIsDueWhenAPersonHasAnsweredOrLiftedItsQuietHours() {
        String sync = newSync();
        String open = newSync();
        String lifted = newSync();
        var reviews = new Reviews(database());
        for (String asked : List.of(sync, open)) {
            reviews.open(List.of(new ReviewItem(0, asked, "t1", "name", Kind.CONFLICT, null, List.of(), "why", NOW, Reviews.State.OPEN, null, null,
                    null, null)));
        }
        reviews.answer(reviews.list(sync, null, null, 1).items().get(0).id(), "Ann", "ann", NOW);
        new QuietLifts(database()).lift(lifted, "ann", NOW.plusSeconds(60));

        assertThat(due(NOW, sync, open, lifted)).containsExactlyInAnyOrder(sync, lifted);
    }

    @Test
    default void howManySyncsThereAreCostsNoMoreStatements() {
        String[] many = IntStream.range(0, 50).mapToObj(i -> newSync()).toArray(String[]::new);

        assertThat(statements(() -> assertThat(due(NOW, many)).isEmpty())).isEqualTo(1);
    }
}
