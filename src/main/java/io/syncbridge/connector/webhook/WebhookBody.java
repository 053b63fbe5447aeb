package io.syncbridge.connector.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.syncbridge.component.ReportKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a webhook's body into records for the {@code sync} component. The body is one record or an array of them, each
 * either plain or in the envelope that Standard Webhooks recommends: {@code {"type": "contact.updated", "timestamp": ...,
 * "data": {...}}}.
 *
 * @param modifiedField where a record holds its own modified time, which is better than the envelope's; may be {@code null}
 */
record WebhookBody(String modifiedField) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * @param eventId the webhook's id; {@code null} where it has none
     * @throws RefusedException with status 400, the reason and the place, if the body is something else
     */
    List<Map<String, Object>> records(byte[] body, String eventId) throws RefusedException {
        Object json = parse(body);
        if (!(json instanceof List<?> list)) {
            return List.of(record(json, eventId, ""));
        }
        var records = new ArrayList<Map<String, Object>>();
        for (Object element : list) {
            int index = records.size();
            records.add(record(element, eventId == null ? null : eventId + "#" + index, " at index " + index));
        }
        return records;
    }

    private static Object parse(byte[] body) throws RefusedException {
        try {
            return JSON.readValue(body, Object.class);
        } catch (JsonProcessingException unreadable) {
            var place = unreadable.getLocation();
            throw new RefusedException(400, "the body is not JSON: " + unreadable.getOriginalMessage().lines().findFirst().orElse("")
                    + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr()));
        } catch (IOException unreadable) {
            throw new RefusedException(400, "the body cannot be read: " + unreadable.getMessage());
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> record(Object json, String eventId, String place) throws RefusedException {
        if (!(json instanceof Map<?, ?> map)) {
            throw new RefusedException(400, "the body holds something that is no record" + place + "; send an object or an array of objects");
        }
        Map<String, Object> record = isEnvelope(map) ? opened((Map<String, Object>) map)
                : withoutReportKeys((Map<String, Object>) map);
        if (eventId != null) {
            record.put(ReportKeys.EVENT_ID, eventId);
        }
        return record;
    }

    private static boolean isEnvelope(Map<?, ?> map) {
        return map.get("type") instanceof String && map.containsKey("timestamp") && map.get("data") instanceof Map;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> opened(Map<String, Object> envelope) {
        Map<String, Object> record = withoutReportKeys((Map<String, Object>) envelope.get("data"));
        record.put(ReportKeys.OPERATION, operation((String) envelope.get("type")));
        if (envelope.get("timestamp") != null && !holdsModifiedTime(record)) {
            record.put(ReportKeys.TIME, envelope.get("timestamp"));
        }
        return record;
    }

    private static String operation(String type) {
        return type.endsWith("created") ? "create" : type.endsWith("deleted") ? "delete" : "update";
    }

    private boolean holdsModifiedTime(Map<String, Object> record) {
        Object value = modifiedField == null ? null : record;
        for (String name : modifiedField == null ? new String[0] : modifiedField.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value != null;
    }

    /** The event id names what was signed, and the rest is the bridge's to say: a sender does not set report keys. */
    private static Map<String, Object> withoutReportKeys(Map<String, Object> record) {
        var kept = new LinkedHashMap<>(record);
        kept.keySet().removeIf(key -> key.startsWith("@"));
        return kept;
    }
}
