package io.syncbridge.connector.kafka;

import io.syncbridge.component.Describes;
import io.syncbridge.component.Outbox;
import io.syncbridge.connector.rest.OptionReader;
import io.syncbridge.mapping.FieldPath;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code sync-kafka:<cluster>/<topic>}, which the Kamelets {@code kafka-topic} and {@code kafka-topic-source} stand on. As a
 * consumer it hears a topic's messages in a group; as a producer it answers the bridge's actions.
 */
@Singleton
@Named("sync-kafka")
public class SyncKafkaComponent extends DefaultComponent implements Describes {

    private static final int MAX_BYTES = 10 * 1024 * 1024;

    private final KafkaClusters clusters;
    private final Outbox outbox;

    @Inject
    SyncKafkaComponent(KafkaClusters clusters, Outbox outbox) {
        this.clusters = clusters;
        this.outbox = outbox;
    }

    /** Messages may hold anything; that the topic is there is all that can be said of them. */
    @Override
    public boolean describesFields() {
        return false;
    }

    @Override
    public boolean wantsExplanations() {
        return true;
    }

    Outbox outbox() {
        return outbox;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        int slash = remaining.indexOf('/');
        if (slash < 1 || slash == remaining.length() - 1) {
            throw new IllegalArgumentException("`" + uri + "` must read sync-kafka:<cluster>/<topic>");
        }
        var options = new OptionReader(parameters);
        String id = options.text("id");
        var reader = new MessageReader(MessageFormat.of(options.text("format", "auto")), id == null ? null : FieldPath.of(id),
                options.number("maxBytes", MAX_BYTES));
        String cluster = remaining.substring(0, slash);
        clusters.settings(cluster);
        return new SyncKafkaEndpoint(uri, this, clusters, cluster, remaining.substring(slash + 1), options.text("group"),
                options.number("consumers", 1), reader, EventForm.of(options.text("events", "debezium")), options.text("tombstones", "false").equals("true"));
    }
}
