package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.Operation;
import io.syncbridge.model.RecordRef;
import io.syncbridge.store.Reviews.Claimed;
import io.syncbridge.store.Reviews.Closed;
import io.syncbridge.store.Reviews.Kind;
import io.syncbridge.store.Reviews.Question;
import io.syncbridge.store.Reviews.ReviewItem;
import io.syncbridge.store.Reviews.State;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface ReviewsContract extends OnStore {

    List<Claimed> CLAIMS = List.of(new Claimed("crm", "c1", new BigDecimal("1.5"), NOW), new Claimed("shop", null, null, null));

    private Reviews reviews() {
        return new Reviews(database());
    }

    private static ReviewItem review(String sync, String syncId, String field) {
        return new ReviewItem(0, sync, syncId, field, Kind.CONFLICT, true, CLAIMS, "Both edited it.", NOW, State.OPEN, null,
                null, null, null);
    }

    private ReviewItem opened(String sync, String syncId, String field) {
        reviews().open(List.of(review(sync, syncId, field)));
        return reviews().list(sync, null, null, 1).items().get(0);
    }

    private ReviewItem again(ReviewItem item) {
        return reviews().find(item.id()).orElseThrow();
    }

    @Test
    default void reviewIsKeptAsItWasOpened() {
        String sync = newSync();
        var blank = new ReviewItem(0, sync, "t2", "@record", Kind.ORPHAN, null, List.of(), "why", NOW, State.OPEN, null, null,
                null, null);
        reviews().open(List.of(review(sync, "t1", "total"), blank));
        reviews().open(List.of());

        assertThat(reviews().list(sync, State.OPEN, null, 10).items())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(blank, review(sync, "t1", "total"));
        assertThat(reviews().find(-1)).isEmpty();
    }

    @Test
    default void claimsOfAnOpenReviewAreBroughtUpToDateAndThoseOfAnAnsweredOneAreNot() {
        String sync = newSync();
        ReviewItem open = opened(sync, "t1", "total");
        ReviewItem answered = opened(sync, "t2", "total");
        reviews().answer(answered.id(), 1, "ann", NOW);
        var claims = List.of(new Claimed("crm", "c1", "new", NOW.plusSeconds(1)));

        reviews().update(sync, Map.of(new Question("t1", "total"), claims, new Question("t1", "name"), List.of(),
                new Question("t2", "total"), claims));

        assertThat(again(open).claims()).isEqualTo(claims);
        assertThat(again(answered).claims()).isEqualTo(CLAIMS);
    }

    @Test
    default void reviewIsAnsweredOnceThenSettled() {
        String sync = newSync();
        ReviewItem item = opened(sync, "t1", "total");
        assertThat(reviews().answered(sync, 10, NOW)).isEmpty();

        assertThat(reviews().answer(item.id(), new BigDecimal("2"), "ann", NOW)).isTrue();
        assertThat(reviews().answer(item.id(), new BigDecimal("3"), "bob", NOW)).isFalse();

        assertThat(reviews().answered(sync, 10, NOW)).singleElement().satisfies(answered -> {
            assertThat(answered.answer()).isEqualTo(new BigDecimal("2"));
            assertThat(answered.settledBy()).isEqualTo("ann");
            assertThat(answered.settledAt()).isEqualTo(NOW);
        });
        reviews().settled(List.of(item.id()));
        reviews().settled(List.of());
        assertThat(reviews().answered(sync, 10, NOW)).isEmpty();
        assertThat(again(item).state()).isEqualTo(State.SETTLED);
    }

    @Test
    default void whatAnUndoTakesAwayIsKnownUntilItIsDoneAndWaitsWhileItsDeliveryDoes() {
        String sync = newSync();
        long run = new Runs(database()).add(sync, Runs.Kind.UNDO, Map.of(), "ann", NOW);
        reviews().takeBack(List.of(undo(sync, run, Reviews.REMOVE, "e1"), undo(sync, run, Reviews.RESTORE, "e2")));

        assertThat(reviews().takenAway(sync)).containsExactly(new RecordRef("erp", "e1"));
        assertThat(reviews().answered(sync, 10, NOW)).hasSize(2);
        new Deliveries(database()).save(List.of(new Deliveries.Delivery(0, sync, "t-e1", "erp", "e1", null, null, Operation.DELETE,
                Deliveries.State.WAITING, 1, NOW.plusSeconds(5), NOW, NOW, "away", Map.of())));
        assertThat(reviews().answered(sync, 10, NOW)).extracting(ReviewItem::syncId).containsExactly("t-e2");
        assertThat(reviews().answered(sync, 10, NOW.plusSeconds(5))).hasSize(2);

        new Runs(database()).pause(run);
        assertThat(reviews().takenAway(sync)).hasSize(1);

        new Runs(database()).cancel(run, NOW);
        assertThat(reviews().list(sync, State.ANSWERED, null, 10).items()).as("what was begun is ended").extracting(ReviewItem::syncId)
                .containsExactly("t-e1");
        assertThat(reviews().takenAway(sync)).hasSize(1);
        assertThat(reviews().answered(sync, 10, NOW.plusSeconds(5))).hasSize(1);
        reviews().settled(reviews().list(sync, State.ANSWERED, null, 10).items().stream().map(ReviewItem::id).toList());
        assertThat(reviews().takenAway(sync)).isEmpty();
    }

    private static ReviewItem undo(String sync, long run, String answer, String record) {
        return new ReviewItem(0, sync, "t-" + record, "@record", Kind.UNDO, null, List.of(new Claimed("erp", record, null, null)), "undo",
                NOW, State.ANSWERED, answer, "ann", NOW, null, run);
    }

    @Test
    default void anAnswerThatCannotBeCarriedOutGoesBackToPeopleAndCanBeGivenAnew() {
        String sync = newSync();
        ReviewItem asked = opened(sync, "t1", "total");
        assertThat(reviews().giveBack(asked.id(), "not answered", NOW)).isFalse();
        reviews().answer(asked.id(), 1, "ann", NOW);
        reviews().give(sync, "t2", Map.of("total", 2), "bob", "edited", NOW);
        long unasked = reviews().answered(sync, 10, NOW).get(1).id();

        assertThat(reviews().giveBack(asked.id(), "too large", NOW)).isTrue();
        assertThat(reviews().giveBack(unasked, "too large", NOW)).isTrue();

        assertThat(reviews().answered(sync, 10, NOW)).isEmpty();
        assertThat(again(asked).state()).isEqualTo(State.OPEN);
        assertThat(again(asked).settledBy()).isNull();
        assertThat(again(asked).note()).isEqualTo("too large");
        assertThat(reviews().find(unasked)).hasValueSatisfying(closed -> assertThat(closed.state()).isEqualTo(State.CLOSED));
        assertThat(reviews().answer(asked.id(), 3, "ann", NOW)).isTrue();
    }

    @Test
    default void blankIsAnAnswer() {
        ReviewItem item = opened(newSync(), "t1", "total");

        reviews().answer(item.id(), null, "ann", NOW);

        assertThat(again(item).state()).isEqualTo(State.ANSWERED);
        assertThat(again(item).answer()).isNull();
    }

    @Test
    default void reviewThatBecameVoidIsClosedAndASettledOneStays() {
        String sync = newSync();
        ReviewItem settled = opened(sync, "t1", "total");
        reviews().answer(settled.id(), 1, "ann", NOW);
        reviews().settled(List.of(settled.id()));
        ReviewItem other = opened(sync, "t1", "name");
        ReviewItem open = opened(sync, "t1", "total");

        var question = new Question("t1", "total");
        reviews().close(sync, List.of(new Closed(question, "They agree again."), new Closed(question, "Later."),
                new Closed(new Question("t2", "total"), "Nobody asked.")), NOW.plusSeconds(1));

        assertThat(again(open)).satisfies(closed -> {
            assertThat(closed.state()).isEqualTo(State.CLOSED);
            assertThat(closed.note()).isEqualTo("They agree again.");
            assertThat(closed.settledAt()).isEqualTo(NOW.plusSeconds(1));
        });
        assertThat(again(settled).state()).isEqualTo(State.SETTLED);
        assertThat(again(other).state()).isEqualTo(State.OPEN);
        assertThat(reviews().answer(open.id(), 1, "ann", NOW)).isFalse();
    }

    @Test
    default void openReviewsAreCountedAndListedInPagesNewestFirst() {
        String sync = newSync();
        for (String syncId : List.of("t1", "t2", "t3")) {
            opened(sync, syncId, "total");
        }
        reviews().answer(opened(sync, "t4", "total").id(), 1, "ann", NOW);

        assertThat(reviews().counts()).containsEntry(sync, 3L);
        Page<ReviewItem> first = reviews().list(sync, State.OPEN, null, 2);
        assertThat(first.items()).extracting(ReviewItem::syncId).containsExactly("t3", "t2");
        Page<ReviewItem> second = reviews().list(sync, State.OPEN, first.next(), 2);
        assertThat(second.items()).extracting(ReviewItem::syncId).containsExactly("t1");
        assertThat(second.next()).isNull();
        assertThat(reviews().list(null, null, null, 1).items()).extracting(ReviewItem::syncId).containsExactly("t4");
    }
}
