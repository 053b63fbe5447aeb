package io.syncbridge.connector.kafka;

import static io.syncbridge.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.BesideOtherTests;
import io.syncbridge.component.Leases;
import io.syncbridge.component.Outbox;
import io.syncbridge.model.OutboxEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits in the outbox reaches a real broker, in its order, whatever happens on the way. */
@BesideOtherTests
class PublisherIT {

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = "events-" + UUID.randomUUID();
    private final ListedOutbox outbox = new ListedOutbox();
    private final Publisher publisher = publisher(topic);

    /** An outbox in memory, which can fail to note that events are published. */
    private static final class ListedOutbox implements Outbox {

        private final List<OutboxEvent> waiting = new ArrayList<>();
        private final List<String> stuck = new ArrayList<>();
        private boolean crashes;

        @Override
        public boolean isInTransaction() {
            return true;
        }

        @Override
        public void add(List<OutboxEvent> events) {
            waiting.addAll(events);
        }

        @Override
        public void onCommitted(Runnable wake) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isEmpty(String queue) {
            return waiting.isEmpty();
        }

        @Override
        public List<OutboxEvent> next(String queue) {
            return List.copyOf(waiting.subList(0, Math.min(100, waiting.size())));
        }

        @Override
        public void published(Collection<OutboxEvent> events) {
            if (crashes) {
                throw new IllegalStateException("the store is away");
            }
            waiting.removeAll(events);
        }

        @Override
        public void stuck(String queue, String why) {
            stuck.add(why);
        }
    }

    /** There is no other instance. */
    private static final class Unshared implements Leases {

        @Override
        public boolean claim(String name) {
            return true;
        }

        @Override
        public void release(String name) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void createTopic() throws Exception {
        broker.create(topic, 3, Map.of());
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void eventsOfOneKeyKeepTheirOrder() {
        add(0, 250);

        publisher.publish();

        assertThat(outbox.waiting).isEmpty();
        assertOrdered(250);
    }

    @Test
    void eventsThatWereNotTakenOutAreSentAgainWithTheirIds() {
        add(0, 5);
        outbox.crashes = true;
        assertThatThrownBy(publisher::publish).hasMessage("the store is away");
        outbox.crashes = false;

        publisher.publish();

        List<String> values = broker.read(topic).stream().map(ConsumerRecord::value).toList();
        assertThat(values).hasSize(10);
        assertThat(values.stream().distinct()).hasSize(5);
    }

    @Test
    void whatWaitsWhileTheBrokerIsAwayIsSentWhenItIsBack() throws Exception {
        add(0, 3);
        publisher.publish();
        broker.kill();
        try {
            add(3, 6);
            publisher.publish();
            assertThat(outbox.waiting).hasSize(3);
            assertThat(outbox.stuck).singleElement().asString().contains("does not take events, which wait in the outbox");
        } finally {
            broker.start();
        }

        until(() -> {
            publisher.publish();
            return outbox.waiting.isEmpty();
        });

        assertThat(outbox.stuck).endsWith((String) null);
        assertOrdered(6);
    }

    @Test
    void aPublisherThatWasThoughtDeadIsShutOut() {
        add(0, 1);
        publisher.publish();
        Publisher other = publisher(topic);
        add(1, 2);
        other.publish();
        other.close();
        add(2, 3);

        publisher.publish();

        assertThat(outbox.stuck).hasSize(1);
        until(() -> {
            publisher.publish();
            return outbox.waiting.isEmpty();
        });
        assertOrdered(3);
    }

    private Publisher publisher(String name) {
        return new Publisher(new KafkaClusters(Map.of("main", TopicListenerIT.settings(broker.servers(), Map.of("delivery.timeout.ms", "6000",
                "max.block.ms", "5000"))), name), outbox, new Unshared());
    }

    private void add(int from, int to) {
        outbox.add(IntStream.range(from, to).mapToObj(i -> new OutboxEvent((long) i, "kafka/main", "orders", "stream", topic, "K" + i % 4,
                "application/json", Integer.toString(i))).toList());
    }

    private void assertOrdered(int number) {
        List<ConsumerRecord<String, String>> read = broker.read(topic);
        assertThat(read).hasSize(number);
        for (int key = 0; key < 4; key++) {
            String name = "K" + key;
            assertThat(read.stream().filter(one -> name.equals(one.key())).map(one -> Integer.parseInt(one.value())).toList()).isSorted();
        }
    }
}
