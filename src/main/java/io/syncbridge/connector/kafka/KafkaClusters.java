package io.syncbridge.connector.kafka;

import io.quarkus.arc.Unremovable;
import io.syncbridge.BridgeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The clusters of {@code bridge.kafka.<name>}, and the clients that reach them. */
@ApplicationScoped
@Unremovable
class KafkaClusters {

    /** How long a request may take, with all its attempts, before the cluster counts as away. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final Map<String, BridgeConfig.Kafka> configured;
    private final String bridge;
    private final Set<String> groups = ConcurrentHashMap.newKeySet();

    @Inject
    KafkaClusters(BridgeConfig config) {
        this(config.kafka(), config.name());
    }

    /** @param bridge what the bridge calls itself */
    KafkaClusters(Map<String, BridgeConfig.Kafka> configured, String bridge) {
        this.configured = Map.copyOf(configured);
        this.bridge = bridge;
    }

    /** @throws IllegalArgumentException if no such cluster is configured, with those that are */
    BridgeConfig.Kafka settings(String cluster) {
        BridgeConfig.Kafka settings = configured.get(cluster);
        if (settings == null) {
            throw new IllegalArgumentException("No Kafka cluster `" + cluster + "` is configured: set bridge.kafka." + cluster + ".servers."
                    + (configured.isEmpty() ? "" : " Configured are " + new TreeSet<>(configured.keySet()) + "."));
        }
        return settings;
    }

    /** Returns what all clients of a cluster are set up with; what is configured wins over what the bridge takes otherwise. */
    Map<String, Object> client(String cluster) {
        var properties = new HashMap<String, Object>();
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, PATIENCE_MILLIS / 2);
        BridgeConfig.Kafka settings = settings(cluster);
        properties.putAll(settings.client());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
        return properties;
    }

    Admin admin(String cluster) {
        Map<String, Object> properties = client(cluster);
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.keySet().retainAll(AdminClientConfig.configNames());
        return Admin.create(properties);
    }

    /** Opens a producer whose messages count all together or not at all; a former one of the same name, wherever it runs, is shut out. */
    KafkaProducer<byte[], byte[]> producer(String cluster) {
        Map<String, Object> properties = client(cluster);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * PATIENCE_MILLIS);
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putIfAbsent(ProducerConfig.TRANSACTIONAL_ID_CONFIG, bridge + "-outbox");
        properties.keySet().retainAll(ProducerConfig.configNames());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns the most bytes that a message may have. */
    int mostBytes(String cluster) {
        return Integer.parseInt(settings(cluster).client().getOrDefault(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(1024 * 1024)));
    }

    Set<String> names() {
        return configured.keySet();
    }

    String bridge() {
        return bridge;
    }

    /** Opens a consumer that never moves an offset by itself, and never passes over messages in silence. */
    KafkaConsumer<byte[], byte[]> consumer(String cluster, String group) {
        Map<String, Object> properties = client(cluster);
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        properties.keySet().retainAll(ConsumerConfig.configNames());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        if (group != null) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Returns what the brokers say of a topic.
     *
     * @throws KafkaException if they do not answer, or there is no such topic
     */
    static TopicDescription describe(Admin admin, String topic) {
        try {
            return admin.describeTopics(Set.of(topic)).topicNameValues().get(topic).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Reserves a group for one route: two that shared one would each get a part of the messages. */
    void enter(String cluster, String topic, String group) {
        if (!groups.add(cluster + "/" + topic + "/" + group)) {
            throw new IllegalArgumentException("Two routes listen to the topic " + topic + " in the consumer group " + group
                    + ", so that each would hear only a part of it. Give each route a group of its own.");
        }
    }

    void leave(String cluster, String topic, String group) {
        groups.remove(cluster + "/" + topic + "/" + group);
    }
}
