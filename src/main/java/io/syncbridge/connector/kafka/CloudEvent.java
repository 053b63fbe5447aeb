package io.syncbridge.connector.kafka;

import io.syncbridge.connector.webhook.Operations;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads CloudEvents: attributes and data in one JSON value (structured), or the attributes as headers of the data (binary). */
final class CloudEvent {

    private static final String HEADER = "ce_";

    private CloudEvent() {
    }

    /** Says whether a message is an event. @param value what it holds; {@code null} for nothing */
    static boolean isOne(Map<String, String> headers, Object value) {
        return isBinary(headers) || value instanceof Map<?, ?> map && map.get("specversion") instanceof String && map.get("type") instanceof String;
    }

    private static boolean isBinary(Map<String, String> headers) {
        return headers.containsKey(HEADER + "specversion");
    }

    /** Returns {@code null} for an event that is about no record. */
    static Content read(Map<String, String> headers, Object value) throws UnreadableMessageException {
        if (!isOne(headers, value)) {
            throw new UnreadableMessageException("It is no CloudEvent: it has neither headers such as ce_type nor a value with specversion and type.");
        }
        if (isBinary(headers)) {
            var attributes = new LinkedHashMap<String, Object>();
            headers.keySet().stream().filter(name -> name.startsWith(HEADER))
                    .forEach(name -> attributes.put(name.substring(HEADER.length()), headers.get(name)));
            return content(attributes, value);
        }
        @SuppressWarnings("unchecked")
        var event = (Map<String, Object>) value;
        return content(event, data(event));
    }

    private static Object data(Map<String, Object> event) throws UnreadableMessageException {
        if (!(event.get("data_base64") instanceof String encoded)) {
            return event.get("data");
        }
        try {
            return MessageKey.of("Its data ", Base64.getDecoder().decode(encoded), JsonBytes::read);
        } catch (IllegalArgumentException noBase64) {
            throw new UnreadableMessageException("Its data_base64 is no base64.");
        }
    }

    private static Content content(Map<String, Object> attributes, Object data) throws UnreadableMessageException {
        String type = String.valueOf(attributes.get("type"));
        String operation = Operations.of(type.replaceFirst("[.:/]?v?\\d+(\\.\\d+)*$", ""));
        Object subject = attributes.get("subject");
        String id = subject == null || subject.toString().isBlank() ? null : subject.toString();
        if (data instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked")
            var record = (Map<String, Object>) map;
            if (!Debezium.isKnownEnvelope(record)) {
                return new Content(operation, record, attributes.get("time"), id);
            }
            Content inner = Debezium.envelope(record);
            return inner == null ? null : new Content(inner.operation(), inner.record(), attributes.getOrDefault("time", inner.time()), id);
        }
        if (data == null && operation.equals(Content.DELETE)) {
            return new Content(operation, Map.of(), attributes.get("time"), id);
        }
        throw new UnreadableMessageException("The CloudEvent's data is " + (data == null ? "missing" : "no record") + ", and its type '" + type
                + "' is not one of a delete.");
    }
}
