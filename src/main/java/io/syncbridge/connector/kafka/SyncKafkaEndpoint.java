package io.syncbridge.connector.kafka;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One topic of a cluster. */
final class SyncKafkaEndpoint extends DefaultEndpoint {

    private final KafkaClusters clusters;
    private final String cluster;
    private final String topic;
    private final String group;
    private final int consumers;
    private final MessageReader reader;
    private final EventForm form;
    private final boolean tombstones;

    SyncKafkaEndpoint(String uri, SyncKafkaComponent component, KafkaClusters clusters, String cluster, String topic, String group,
            int consumers, MessageReader reader, EventForm form, boolean tombstones) {
        super(uri, component);
        this.clusters = clusters;
        this.cluster = cluster;
        this.topic = topic;
        this.group = group;
        this.consumers = consumers;
        this.reader = reader;
        this.form = form;
        this.tombstones = tombstones;
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        if (group == null) {
            throw new IllegalArgumentException("The option group is missing: the consumer group in which Kafka keeps how far the topic was"
                    + " read. Give each sync one of its own, and the same one to all instances.");
        }
        return new TopicConsumer(this, processor);
    }

    @Override
    public Producer createProducer() {
        return new SyncKafkaProducer(this, ((SyncKafkaComponent) getComponent()).outbox());
    }

    KafkaClusters clusters() {
        return clusters;
    }

    String cluster() {
        return cluster;
    }

    String topic() {
        return topic;
    }

    String group() {
        return group;
    }

    int consumers() {
        return consumers;
    }

    /** Returns how events are written. */
    EventForm form() {
        return form;
    }

    /** Says whether a deleted record's event is followed by a message without value, so that a compacted topic forgets the record. */
    boolean hasTombstones() {
        return tombstones;
    }

    MessageReader reader() {
        return reader;
    }
}
