package io.syncbridge.connector.kafka;

import io.syncbridge.component.SystemCallException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic page by page without its group: from its beginning up to where it ended when the first page was read, and behind that what
 * has come since. A cursor holds the topic's id, and for each partition the next offset and where this pass ends.
 */
record TopicScan(SyncKafkaEndpoint endpoint) {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    record Page(List<Map<String, Object>> reports, String cursor, boolean more) {
    }

    /** @throws SystemCallException if the brokers do not answer, or there is no such topic */
    Page next(String cursor, int limit) {
        try (Admin admin = endpoint.clusters().admin(endpoint.cluster());
                KafkaConsumer<byte[], byte[]> consumer = endpoint.clusters().consumer(endpoint.cluster(), null)) {
            TopicDescription topic = KafkaClusters.describe(admin, endpoint.topic());
            List<TopicPartition> partitions = topic.partitions().stream().map(one -> new TopicPartition(endpoint.topic(), one.partition())).toList();
            consumer.assign(partitions);
            return page(consumer, topic.topicId().toString(), places(cursor, topic.topicId().toString(), consumer, partitions), limit);
        } catch (KafkaException e) {
            throw new SystemCallException("The Kafka cluster `%s` (%s) does not serve the topic %s: %s".formatted(endpoint.cluster(),
                    endpoint.clusters().settings(endpoint.cluster()).servers(), endpoint.topic(), e.getMessage()), true, e);
        }
    }

    /** Returns for each partition the next offset and where to end. */
    private static Map<TopicPartition, long[]> places(String cursor, String topicId, KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        Map<?, ?> known = cursor == null ? Map.of() : (Map<?, ?>) JsonBytes.parsed(cursor);
        boolean same = topicId.equals(known.get("topic"));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var places = new LinkedHashMap<TopicPartition, long[]>();
        boolean goesOn = false;
        for (TopicPartition partition : partitions) {
            Object place = same ? known.get(Integer.toString(partition.partition())) : null;
            long at = place instanceof List<?> list ? Math.max(number(list.get(0)), begins.get(partition)) : begins.get(partition);
            long to = place instanceof List<?> list ? number(list.get(1)) : ends.get(partition);
            goesOn |= at < to;
            places.put(partition, new long[] {at, to});
        }
        if (!goesOn) {
            places.forEach((partition, place) -> place[1] = ends.get(partition));
        }
        return places;
    }

    private static long number(Object json) {
        return ((Number) json).longValue();
    }

    private Page page(KafkaConsumer<byte[], byte[]> consumer, String topicId, Map<TopicPartition, long[]> places, int limit) {
        var reports = new ArrayList<Map<String, Object>>();
        Instant now = Instant.now();
        places.forEach((partition, place) -> consumer.seek(partition, place[0]));
        pauseEnded(consumer, places);
        int read = 0;
        while (read < limit && isOpen(places)) {
            ConsumerRecords<byte[], byte[]> messages = poll(consumer);
            for (ConsumerRecord<byte[], byte[]> message : messages) {
                long[] place = places.get(new TopicPartition(message.topic(), message.partition()));
                if (read < limit && message.offset() >= place[0] && message.offset() < place[1]) {
                    endpoint.reader().read(message, topicId, now).ifPresent(reports::add);
                    place[0] = message.offset() + 1;
                    read++;
                }
            }
            if (read < limit) {
                places.forEach((partition, place) -> place[0] = Math.max(place[0], consumer.position(partition)));
            }
            pauseEnded(consumer, places);
            if (messages.isEmpty() && now.plus(PATIENCE).isBefore(Instant.now())) {
                throw new KafkaException("no messages have come within " + PATIENCE.toSeconds() + " s");
            }
        }
        var cursor = new TreeMap<String, Object>(Map.of("topic", topicId));
        places.forEach((partition, place) -> cursor.put(Integer.toString(partition.partition()), List.of(place[0], place[1])));
        return new Page(reports, JsonBytes.write(cursor), isOpen(places));
    }

    private static ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException cut) {
            throw new KafkaException("messages were deleted while they were to be read", cut);
        }
    }

    private static void pauseEnded(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, long[]> places) {
        consumer.pause(places.entrySet().stream().filter(one -> one.getValue()[0] >= one.getValue()[1]).map(Map.Entry::getKey).toList());
    }

    private static boolean isOpen(Map<TopicPartition, long[]> places) {
        return places.values().stream().anyMatch(place -> place[0] < place[1]);
    }
}
