package io.syncbridge.connector.kafka;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.mapping.FieldPath;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.StreamPlace;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads messages as reports of records, in the form that the {@code sync} component takes. A message that cannot be read is a report that
 * says why and where it is, so that it stops nothing behind it.
 *
 * @param id where the value holds the record's id; {@code null} where the key does
 * @param maxBytes the largest value that is read
 */
record MessageReader(MessageFormat format, FieldPath id, int maxBytes) {

    private static final int SHOWN = 500;
    private static final String OLD_KEY = "__debezium.oldkey";
    private static final String NEW_KEY = "__debezium.newkey";

    /**
     * Returns the report; nothing for a message that tells of no record.
     *
     * @param topicId tells topics apart that had the same name one after the other
     * @param now what happened, happened before that, whatever the message says
     */
    Optional<Map<String, Object>> read(ConsumerRecord<byte[], byte[]> message, String topicId, Instant now) {
        Map<String, String> headers = headers(message);
        String place = message.topic() + "/" + message.partition() + "/" + message.offset();
        var report = new LinkedHashMap<String, Object>();
        try {
            if (headers.containsKey(NEW_KEY)) {
                return Optional.empty();
            }
            Content content = content(message, headers);
            if (content == null) {
                return Optional.empty();
            }
            report.putAll(content.record());
            report.keySet().removeIf(name -> name.startsWith("@"));
            report.put(ReportKeys.OPERATION, content.operation());
            report.put(ReportKeys.TIME, time(content.time(), message, now));
            report.put(ReportKeys.ID, id(content, message));
            if (headers.containsKey(OLD_KEY)) {
                report.put(ReportKeys.FORMER_ID, MessageKey.id(headers.get(OLD_KEY).getBytes(StandardCharsets.UTF_8)));
            }
        } catch (UnreadableMessageException unreadable) {
            report.clear();
            report.put(ReportKeys.ID, idOrPlace(message, place));
            report.put(ReportKeys.PROBLEM, "The message at offset %d of partition %d of topic %s cannot be taken in. %s".formatted(
                    message.offset(), message.partition(), message.topic(), unreadable.getMessage()));
            report.put("key", shown(message.key()));
            report.put("message", shown(message.value()));
        }
        report.put(ReportKeys.VERSION, new StreamPlace("kafka/" + topicId + "/" + message.partition(), message.offset()).version());
        report.put(ReportKeys.EVENT_ID, "kafka/" + topicId + "/" + message.partition() + "/" + message.offset());
        return Optional.of(report);
    }

    private Content content(ConsumerRecord<byte[], byte[]> message, Map<String, String> headers) throws UnreadableMessageException {
        if (message.serializedValueSize() > maxBytes) {
            throw new UnreadableMessageException("Its value has " + message.serializedValueSize() + " bytes, more than the " + maxBytes
                    + " that maxBytes allows.");
        }
        Object value = message.value() == null ? null : MessageKey.of("Its value ", message.value(), JsonBytes::read);
        if (format == MessageFormat.CLOUDEVENTS || format == MessageFormat.AUTO && CloudEvent.isOne(headers, value)) {
            return CloudEvent.read(headers, value);
        }
        if (value == null) {
            return new Content(Content.DELETE, Map.of(), null, null);
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new UnreadableMessageException("Its value is no record: it is a single value or a list.");
        }
        @SuppressWarnings("unchecked")
        var record = (Map<String, Object>) map;
        if (format == MessageFormat.DEBEZIUM ? Debezium.isEnvelope(record) : format == MessageFormat.AUTO && Debezium.isKnownEnvelope(record)) {
            return Debezium.envelope(record);
        }
        return format == MessageFormat.JSON ? new Content("update", record, null, null) : Debezium.flattened(record, headers.get("__op"));
    }

    private String id(Content content, ConsumerRecord<byte[], byte[]> message) throws UnreadableMessageException {
        Object named = id == null ? content.id() : id.get(content.record());
        if (named != null) {
            return checked(MessageKey.id(named));
        }
        if (id != null && !content.isDelete()) {
            throw new UnreadableMessageException("It holds no record id in '" + id.text() + "'.");
        }
        return checked(MessageKey.id(message.key()));
    }

    private static String checked(String id) throws UnreadableMessageException {
        String mistake = RecordRef.mistakeIn(id);
        if (mistake != null) {
            throw new UnreadableMessageException("Its record id " + mistake + ".");
        }
        return id;
    }

    /** A failed change is named by its record where that is known, so that the record's next message puts it right. */
    private String idOrPlace(ConsumerRecord<byte[], byte[]> message, String place) {
        try {
            return id == null ? checked(MessageKey.id(message.key())) : place;
        } catch (UnreadableMessageException nameless) {
            return place;
        }
    }

    private static Instant time(Object said, ConsumerRecord<byte[], byte[]> message, Instant now) {
        Instant time = instant(said).or(() -> Optional.of(message.timestamp()).filter(millis -> millis > 0).map(Instant::ofEpochMilli)).orElse(null);
        return time != null && time.isAfter(now) ? now : time;
    }

    private static Optional<Instant> instant(Object said) {
        if (said instanceof Number millis && millis.longValue() > 0) {
            return Optional.of(Instant.ofEpochMilli(millis.longValue()));
        }
        try {
            return said instanceof String text ? Optional.of(OffsetDateTime.parse(text).toInstant()) : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> message) {
        var headers = new LinkedHashMap<String, String>();
        for (Header header : message.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    private static String shown(byte[] bytes) {
        String text = bytes == null ? "" : new String(bytes, 0, Math.min(bytes.length, SHOWN), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
