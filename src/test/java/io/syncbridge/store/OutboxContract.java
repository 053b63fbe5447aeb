package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.model.OutboxEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that wait to be published. */
interface OutboxContract extends OnStore {

    @Test
    default void eventsWaitInTheirOrderUntilTheyAreRemoved() {
        String queue = newSync();
        var outbox = new OutboxEvents(database());
        outbox.add(IntStream.range(0, 5).mapToObj(i -> event(queue, "K" + i % 2, i == 4 ? null : "{\"n\":" + i + "}")).toList(), NOW);
        outbox.add(List.of(event(newSync(), "K", "other")), NOW);

        List<OutboxEvent> first = outbox.next(queue, 3);

        assertThat(first).extracting(OutboxEvent::value).containsExactly("{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
        assertThat(outbox.counts()).containsEntry(queue, 5L);
        assertThat(outbox.queued(queue)).containsExactly(new OutboxEvents.Queued(queue, "stream"));
        outbox.remove(first.stream().map(OutboxEvent::id).toList());
        assertThat(outbox.next(queue, 3)).extracting(OutboxEvent::value).containsExactly("{\"n\":3}", null);
        outbox.remove(outbox.next(queue, 3).stream().map(OutboxEvent::id).toList());
        assertThat(outbox.isEmpty(queue)).isTrue();
        assertThat(outbox.counts()).doesNotContainKey(queue);
    }

    @Test
    default void largeEventsComeAFewAtATime() {
        String queue = newSync();
        var outbox = new OutboxEvents(database());
        outbox.add(IntStream.range(0, 3).mapToObj(i -> event(queue, "K", "x".repeat(5_000_000))).toList(), NOW);

        assertThat(outbox.next(queue, 10)).hasSize(2);
    }

    private static OutboxEvent event(String queue, String key, String value) {
        return new OutboxEvent(null, queue, queue, "stream", "orders", key, value == null ? null : "application/json", value);
    }
}
