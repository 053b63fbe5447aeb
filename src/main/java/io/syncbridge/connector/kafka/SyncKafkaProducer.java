package io.syncbridge.connector.kafka;

import io.syncbridge.component.Descriptions;
import io.syncbridge.component.Outbox;
import io.syncbridge.component.ReportKeys;
import io.syncbridge.component.SyncHeaders;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.model.Description;
import io.syncbridge.model.Operation;
import io.syncbridge.model.OutboxEvent;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Answers the bridge's actions on a topic. Writes are put into the outbox within the transaction that settles them, and published by the
 * {@link Publisher} when it is committed; {@code changes} reads the topic from its beginning.
 */
final class SyncKafkaProducer extends DefaultProducer {

    private static final int DEFAULT_LIMIT = 500;

    /** What stands around a message's value. */
    private static final int FRAME = 2000;

    private final SyncKafkaEndpoint endpoint;
    private final Outbox outbox;

    SyncKafkaProducer(SyncKafkaEndpoint endpoint, Outbox outbox) {
        super(endpoint);
        this.endpoint = endpoint;
        this.outbox = outbox;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String name = message.getHeader(SyncHeaders.ACTION, String.class);
        if (name == null) {
            throw new IllegalArgumentException("there is no header " + SyncHeaders.ACTION
                    + ": sync-kafka answers in a route that begins with sync:<sync>/<system>");
        }
        switch (SyncAction.of(name)) {
            case CHANGES -> answerChanges(message);
            case DESCRIBE -> message.setBody(describe());
            case CREATE -> message.setBody(write(Operation.CREATE, message));
            case UPDATE -> message.setBody(write(Operation.UPDATE, message));
            case DELETE -> message.setBody(write(Operation.DELETE, message));
            default -> throw new IllegalArgumentException("a topic cannot be asked to `" + name + "`: begin its route with `from: sync:"
                    + message.getHeader(SyncHeaders.SYSTEM) + "?actions=create,update,delete`, or `?actions=changes` for one that is only read");
        }
    }

    private void answerChanges(Message message) {
        TopicScan.Page page = new TopicScan(endpoint).next(message.getHeader(SyncHeaders.CURSOR, String.class),
                message.getHeader(SyncHeaders.LIMIT, DEFAULT_LIMIT, Integer.class));
        message.setBody(page.reports());
        message.setHeader(SyncHeaders.CURSOR, page.cursor());
        message.setHeader(SyncHeaders.MORE, page.more());
    }

    private Map<String, Object> describe() {
        try (Admin admin = endpoint.clusters().admin(endpoint.cluster())) {
            KafkaClusters.describe(admin, endpoint.topic());
            return Descriptions.toMap(Description.NONE);
        } catch (KafkaException e) {
            throw new SystemCallException("The topic " + endpoint.topic() + " is not served: " + e.getMessage(), true, e);
        }
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> write(Operation operation, Message message) {
        if (!(message.getBody() instanceof List<?> writes)) {
            throw new IllegalArgumentException("the body must be a list: the route's sync: endpoint must not say batch=false");
        }
        if (!outbox.isInTransaction()) {
            return Collections.nCopies(writes.size(), Map.of(ReportKeys.STATUS, "joins"));
        }
        String[] system = message.getHeader(SyncHeaders.SYSTEM, String.class).split("/");
        Instant now = Instant.now();
        var results = new ArrayList<Map<String, Object>>();
        var events = new ArrayList<OutboxEvent>();
        for (Object write : writes) {
            results.add(write(operation, (Map<String, Object>) write, system, now, events));
        }
        if (!events.isEmpty()) {
            outbox.add(events);
        }
        return results;
    }

    private Map<String, Object> write(Operation operation, Map<String, Object> write, String[] system, Instant now, List<OutboxEvent> events) {
        if (!write.containsKey(ReportKeys.DECIDED)) {
            return Map.of(ReportKeys.STATUS, "failed", ReportKeys.KIND, Refusal.OURS.wireName(), ReportKeys.ERROR,
                    "The write is not explained: begin the route with `from: sync:%s/%s?explain=true`.".formatted(system[0], system[1]));
        }
        String syncId = write.get(ReportKeys.SYNC_ID).toString();
        String value = JsonBytes.write(endpoint.form().event(new EventForm.Told(UUID.randomUUID().toString(), endpoint.clusters().bridge(), system[0], operation, write, now)));
        int most = endpoint.clusters().mostBytes(endpoint.cluster()) - FRAME;
        if (value.length() > most / 4 && value.getBytes(StandardCharsets.UTF_8).length > most) {
            return Map.of(ReportKeys.STATUS, "failed", ReportKeys.KIND, Refusal.RECORD.wireName(), ReportKeys.ERROR,
                    "The event is larger than the %d bytes that a message of the cluster `%s` may have (max.request.size).".formatted(most, endpoint.cluster()));
        }
        events.add(new OutboxEvent(null, Publisher.queue(endpoint.cluster()), system[0], system[1], endpoint.topic(), syncId, endpoint.form().contentType(), value));
        if (operation == Operation.DELETE && endpoint.hasTombstones()) {
            events.add(new OutboxEvent(null, Publisher.queue(endpoint.cluster()), system[0], system[1], endpoint.topic(), syncId, null, null));
        }
        return Map.of(ReportKeys.STATUS, "written", ReportKeys.ID, write.getOrDefault(ReportKeys.ID, syncId));
    }
}
