package io.syncbridge.connector.kafka;

import io.github.resilience4j.core.IntervalFunction;
import io.syncbridge.component.Plain;
import io.syncbridge.component.ReportKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * One consumer of a group: hands on what it reads, and moves the offsets when that is stored. What was not stored is read again, so that
 * messages repeat and are never passed over. With each offset the group keeps the id of the topic, by which one is found out that was
 * deleted and made anew.
 */
final class TopicListener implements Runnable {

    private static final Logger LOG = Logger.getLogger(TopicListener.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final IntervalFunction PAUSES = IntervalFunction.ofExponentialBackoff(Duration.ofMillis(200), 2, Duration.ofSeconds(10));

    /** Stores reports. */
    interface Taking {

        void take(List<Map<String, Object>> reports) throws Exception;
    }

    /** Is told why the topic is not heard; an empty text where it is. */
    interface Trouble {

        void say(String why) throws Exception;
    }

    private final SyncKafkaEndpoint endpoint;
    private final Taking taking;
    private final Trouble trouble;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile KafkaConsumer<byte[], byte[]> current;
    private boolean heard;
    private String topicId;
    private Instant lookedAt;
    private int failures;

    TopicListener(SyncKafkaEndpoint endpoint, Taking taking, Trouble trouble) {
        this.endpoint = endpoint;
        this.taking = taking;
        this.trouble = trouble;
    }

    /** Listens until {@link #stop}. */
    @Override
    public void run() {
        while (isRunning()) {
            topicId = null;
            lookedAt = Instant.MIN;
            try (Admin admin = endpoint.clusters().admin(endpoint.cluster());
                    KafkaConsumer<byte[], byte[]> consumer = endpoint.clusters().consumer(endpoint.cluster(), endpoint.group())) {
                current = consumer;
                consumer.subscribe(List.of(endpoint.topic()), new Assigned(consumer, admin));
                while (isRunning()) {
                    listen(consumer, admin);
                }
            } catch (WakeupException stopping) {
                LOG.debugf("%s is not listened to any more.", endpoint.topic());
            } catch (Exception failed) {
                unheard(failed);
                rest();
            }
        }
    }

    /** Ends {@link #run} when what was read is stored. */
    void stop() {
        stopped.countDown();
        KafkaConsumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    /** A consumer by itself does not say that its brokers are away, so that they are asked for the topic now and then. */
    private void listen(KafkaConsumer<byte[], byte[]> consumer, Admin admin) throws Exception {
        ConsumerRecords<byte[], byte[]> messages;
        try {
            messages = consumer.poll(POLL);
        } catch (OffsetOutOfRangeException cut) {
            cut(consumer, cut.offsetOutOfRangePartitions());
            return;
        }
        String known = topicId;
        boolean looks = !messages.isEmpty() || !heard || lookedAt.plus(LOOK_EVERY).isBefore(Instant.now());
        boolean anew = looks && look(admin) && known != null && !known.equals(topicId);
        if (!messages.isEmpty()) {
            take(consumer, messages, known == null ? topicId : known);
        }
        if (anew) {
            madeAnew(consumer, consumer.assignment(), known);
        }
    }

    /** Looks at the topic; says whether the brokers have answered. */
    private boolean look(Admin admin) throws Exception {
        try {
            topicId = KafkaClusters.describe(admin, endpoint.topic()).topicId().toString();
            lookedAt = Instant.now();
            if (!heard) {
                trouble.say("");
                heard = true;
            }
            return true;
        } catch (KafkaException away) {
            unheard(away);
            return false;
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> messages, String id) {
        var reports = new ArrayList<Map<String, Object>>(messages.count());
        Instant now = Instant.now();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            endpoint.reader().read(message, id, now).ifPresent(reports::add);
        }
        try {
            if (!reports.isEmpty()) {
                taking.take(reports);
            }
            failures = 0;
        } catch (Exception failed) {
            LOG.warnf("Messages of the topic %s were not stored, and are read again: %s", endpoint.topic(), Plain.reason(failed));
            messages.partitions().forEach(partition -> consumer.seek(partition, messages.records(partition).get(0).offset()));
            rest();
            return;
        }
        commit(consumer, messages.partitions(), id);
    }

    /** An offset that cannot be moved is moved with the next messages, or they repeat. */
    private void commit(KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, String id) {
        var reached = new HashMap<TopicPartition, OffsetAndMetadata>();
        partitions.forEach(partition -> reached.put(partition, new OffsetAndMetadata(consumer.position(partition), id)));
        try {
            consumer.commitSync(reached);
        } catch (WakeupException stopping) {
            commit(consumer, partitions, id);
        } catch (CommitFailedException | RebalanceInProgressException | TimeoutException later) {
            LOG.infof("The offsets of the topic %s could not be moved; what was read may be read again, which does no harm: %s", endpoint.topic(),
                    later.getMessage());
        }
    }

    private void cut(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> wanted) throws Exception {
        for (Map.Entry<TopicPartition, Long> one : wanted.entrySet()) {
            tell(one.getKey(), one.getValue(), ("What was to be read from offset %d on is not there any more: it was deleted by the topic's"
                    + " retention before it was read, or the topic was made anew. The partition is read from its beginning; changes between may be lost."
                    + " Compare the systems that they came from.").formatted(one.getValue()));
        }
        consumer.seekToBeginning(wanted.keySet());
    }

    private void madeAnew(KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, String former) throws Exception {
        for (TopicPartition partition : partitions) {
            tell(partition, 0, "The topic was deleted and made anew (it had the id %s). It is read from its beginning; what was not read of the"
                    .formatted(former) + " former one is lost. Compare the systems that it came from.");
        }
        consumer.seekToBeginning(partitions);
    }

    /** Says to the operator, by a failed change that somebody has to look at, that messages may be missing. */
    private void tell(TopicPartition partition, long offset, String what) throws Exception {
        LOG.warnf("Topic %s, partition %d: %s", partition.topic(), partition.partition(), what);
        var report = new LinkedHashMap<String, Object>();
        report.put(ReportKeys.ID, partition.topic() + "/" + partition.partition());
        report.put(ReportKeys.PROBLEM, "Partition %d of topic %s: %s".formatted(partition.partition(), partition.topic(), what));
        report.put(ReportKeys.EVENT_ID, "kafka/" + topicId + "/" + partition.partition() + "/missing/" + offset);
        taking.take(List.of(report));
    }

    private void unheard(Exception failed) {
        heard = false;
        String why = "The Kafka cluster `%s` (%s) does not serve the topic %s: %s".formatted(endpoint.cluster(),
                endpoint.clusters().settings(endpoint.cluster()).servers(), endpoint.topic(), Plain.reason(failed));
        try {
            trouble.say(why);
        } catch (Exception unsaid) {
            LOG.warn(why);
        }
    }

    private void rest() {
        try {
            stopped.await(PAUSES.apply(++failures), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    /** Finds out where to begin in partitions that the group has given to this consumer. */
    private final class Assigned implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Admin admin;

        private Assigned(KafkaConsumer<byte[], byte[]> consumer, Admin admin) {
            this.consumer = consumer;
            this.admin = admin;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            String id = KafkaClusters.describe(admin, endpoint.topic()).topicId().toString();
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata kept = committed.get(partition);
                String former = kept == null || kept.metadata().isEmpty() ? topicId : kept.metadata();
                if (former != null && !former.equals(id)) {
                    foundAnew(partition, former);
                } else if (kept == null) {
                    LOG.infof("Partition %d of topic %s is read from its beginning: the group %s has not read it yet.", partition.partition(),
                            partition.topic(), endpoint.group());
                    consumer.seekToBeginning(List.of(partition));
                }
            }
            topicId = id;
        }

        private void foundAnew(TopicPartition partition, String former) {
            try {
                madeAnew(consumer, List.of(partition), former);
            } catch (Exception untold) {
                throw new KafkaException("the bridge could not note that the topic was made anew", untold);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.debugf("The group %s takes %s away from this consumer.", endpoint.group(), partitions);
        }
    }
}
