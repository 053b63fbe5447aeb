package io.syncbridge.connector.kafka;

import io.github.resilience4j.core.IntervalFunction;
import io.quarkus.arc.Unremovable;
import io.syncbridge.component.Leases;
import io.syncbridge.component.Outbox;
import io.syncbridge.component.Plain;
import io.syncbridge.model.OutboxEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Publishes what waits in the outbox, each cluster's events by the instance that holds its claim, in their order and in transactions of
 * Kafka's: a batch whose sending fails in its middle is taken back as a whole, so that what is sent again comes after nothing that is newer,
 * and a producer that was thought dead is shut out. Only a crash between Kafka's commit and the end of the outbox's rows sends events
 * twice, with the same ids. Runs on one thread.
 */
@ApplicationScoped
@Unremovable
class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final IntervalFunction PAUSES = IntervalFunction.ofExponentialBackoff(Duration.ofMillis(500), 2, Duration.ofSeconds(15));

    private final KafkaClusters clusters;
    private final Outbox outbox;
    private final Leases leases;
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
    private final Map<String, Failing> failing = new HashMap<>();

    /** @param again when it is tried again. @param times how often it has failed in a row */
    private record Failing(Instant again, int times) {
    }

    Publisher(KafkaClusters clusters, Outbox outbox, Leases leases) {
        this.clusters = clusters;
        this.outbox = outbox;
        this.leases = leases;
    }

    static String queue(String cluster) {
        return "kafka/" + cluster;
    }

    /** Publishes all that waits, where that can be done now. */
    @Handler
    public void publish() {
        clusters.names().forEach(this::publish);
    }

    private void publish(String cluster) {
        if (failing.containsKey(cluster) && Instant.now().isBefore(failing.get(cluster).again())) {
            return;
        }
        while (!outbox.isEmpty(queue(cluster)) && leases.claim(queue(cluster))) {
            List<OutboxEvent> events = outbox.next(queue(cluster));
            try {
                send(cluster, events);
            } catch (KafkaException failed) {
                failed(cluster, failed);
                return;
            }
            outbox.published(events);
            if (failing.remove(cluster) != null) {
                LOG.infof("The Kafka cluster `%s` takes events again.", cluster);
                outbox.stuck(queue(cluster), null);
            }
        }
    }

    private void send(String cluster, List<OutboxEvent> events) {
        KafkaProducer<byte[], byte[]> producer = producers.get(cluster);
        if (producer == null) {
            producer = clusters.producer(cluster);
            producers.put(cluster, producer);
            producer.initTransactions();
        }
        producer.beginTransaction();
        for (OutboxEvent event : events) {
            producer.send(message(event));
        }
        producer.commitTransaction();
    }

    private static ProducerRecord<byte[], byte[]> message(OutboxEvent event) {
        byte[] value = event.value() == null ? null : event.value().getBytes(StandardCharsets.UTF_8);
        var message = new ProducerRecord<>(event.topic(), event.key().getBytes(StandardCharsets.UTF_8), value);
        if (event.contentType() != null) {
            message.headers().add("content-type", event.contentType().getBytes(StandardCharsets.UTF_8));
        }
        return message;
    }

    /** A producer that has failed is of no use any more; what it has sent of its transaction does not count. */
    private void failed(String cluster, KafkaException failed) {
        close(producers.remove(cluster));
        Failing before = failing.get(cluster);
        int times = before == null ? 1 : before.times() + 1;
        failing.put(cluster, new Failing(Instant.now().plusMillis(PAUSES.apply(times)), times));
        String why = "The Kafka cluster `%s` (%s) does not take events, which wait in the outbox: %s".formatted(cluster,
                clusters.settings(cluster).servers(), Plain.reason(failed));
        LOG.warn(why);
        outbox.stuck(queue(cluster), why);
    }

    private static void close(KafkaProducer<byte[], byte[]> producer) {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    @PreDestroy
    void close() {
        producers.values().forEach(Publisher::close);
    }
}
