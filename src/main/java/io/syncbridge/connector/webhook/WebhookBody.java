package io.syncbridge.connector.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.syncbridge.component.ReportKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a webhook's body into records for the {@code sync} component. The body is one record or an array of them, each
 * either plain or in the envelope that Standard Webhooks recommends: {@code {"type": "contact.updated", "timestamp": ...,
 * "data": {...}}}. A record may be only an id, then the bridge reads it; the configuration may say where all this stands.
 *
 * @param idField where a record holds its id; {@code null} where that is not known
 * @param modifiedField where a record holds its own modified time, which is better than the envelope's; may be {@code null}
 */
record WebhookBody(String idField, String modifiedField, Places places) {

    /** What a sender may say of a record beside its fields. The event id names what was signed, and the rest is the bridge's to say. */
    private static final Set<String> SAID = Set.of(ReportKeys.ID, ReportKeys.OPERATION, ReportKeys.HINT);

    private static final String IDS = "ids";

    WebhookBody(String modifiedField) {
        this(null, modifiedField, Places.USUAL);
    }

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
        var records = new ArrayList<Map<String, Object>>();
        if (json instanceof List<?> list && !isIds(list)) {
            for (Object element : list) {
                records.addAll(records(element, " at index " + list.indexOf(element)));
            }
        } else {
            records.addAll(records(json, ""));
        }
        for (int i = 0; i < records.size() && eventId != null; i++) {
            records.get(i).put(ReportKeys.EVENT_ID, json instanceof List || records.size() > 1 ? eventId + "#" + i : eventId);
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

    private List<Map<String, Object>> records(Object json, String place) throws RefusedException {
        if (places.around() != null || places.id() != null || places.operation() != null || places.time() != null) {
            return configured(json, place);
        }
        boolean envelope = json instanceof Map<?, ?> map && isEnvelope(map);
        Object data = envelope ? ((Map<?, ?>) json).get("data") : json;
        var records = new ArrayList<Map<String, Object>>();
        for (Object element : data instanceof List<?> list ? list : idsIn(data)) {
            Map<String, Object> record = record(element, place, envelope || isIds(data) || data instanceof Map && isIds(idsIn(data)));
            if (envelope) {
                envelope(record, (Map<?, ?>) json);
            }
            records.add(record);
        }
        return records;
    }

    /** An object that holds nothing but a list of ids stands for them. */
    private static List<?> idsIn(Object data) {
        return data instanceof Map<?, ?> map && map.size() == 1 && map.get(IDS) instanceof List<?> ids && isIds(ids) ? ids
                : Collections.singletonList(data);
    }

    private static boolean isIds(Object data) {
        return data instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Places::isId);
    }

    /** @param mayBeId whether an id may stand there alone */
    private Map<String, Object> record(Object json, String place, boolean mayBeId) throws RefusedException {
        if (mayBeId && Places.isId(json)) {
            return hint(json);
        }
        if (!(json instanceof Map<?, ?> map)) {
            throw new RefusedException(400, "the body holds something that is no record" + place + "; send an object or an array of objects");
        }
        Map<String, Object> record = said(map);
        if (record.get(ReportKeys.ID) == null && idField != null && Places.at(map, idField).isEmpty()) {
            throw new RefusedException(400, "the record" + place + " holds no id at " + idField + "; it has " + map.keySet()
                    + ". Send it there, or set the webhook's property id to its place");
        }
        if (places.hint()) {
            record.put(ReportKeys.HINT, true);
        }
        return record;
    }

    private Map<String, Object> hint(Object id) {
        return new LinkedHashMap<>(Map.of(ReportKeys.ID, id.toString(), ReportKeys.HINT, true));
    }

    /** An envelope without a time is known by its type. */
    private static boolean isEnvelope(Map<?, ?> map) {
        return map.get("type") instanceof String type && map.get("data") != null
                && (map.containsKey("timestamp") ? map.get("data") instanceof Map || Operations.isOne(type) : Operations.isOne(type));
    }

    private void envelope(Map<String, Object> record, Map<?, ?> envelope) {
        record.put(ReportKeys.OPERATION, Operations.of((String) envelope.get("type")));
        if (envelope.get("timestamp") != null && !holdsModifiedTime(record)) {
            record.put(ReportKeys.TIME, envelope.get("timestamp"));
        }
    }

    /** Reads a body of which the configuration says where things stand. */
    private List<Map<String, Object>> configured(Object json, String place) throws RefusedException {
        List<Object> around = places.around() == null ? List.of(json) : Places.at(json, places.around());
        List<Object> ids = places.id() == null ? List.of() : Places.at(json, places.id()).stream().filter(Places::isId).toList();
        if (places.id() != null && ids.isEmpty()) {
            throw new RefusedException(400, "the body" + place + " holds no id at " + places.id() + ", where the webhook's property id says"
                    + (json instanceof Map<?, ?> map ? "; it has " + map.keySet() : ""));
        }
        var records = new ArrayList<Map<String, Object>>();
        if (around.size() == 1 && around.get(0) instanceof Map && ids.size() < 2) {
            records.add(places.id() == null ? record(around.get(0), place, false) : said((Map<?, ?>) around.get(0)));
            ids.forEach(id -> records.get(0).put(ReportKeys.ID, id.toString()));
        } else if (ids.isEmpty()) {
            throw new RefusedException(400, "the body" + place + " holds no record at " + places.around()
                    + ", where the webhook's property record says");
        } else {
            ids.forEach(id -> records.add(hint(id)));
        }
        for (var record : records) {
            configured(record, json);
        }
        return records;
    }

    private void configured(Map<String, Object> record, Object json) {
        if (places.operation() != null) {
            boolean fixed = Set.of("create", "update", "delete").contains(places.operation());
            record.put(ReportKeys.OPERATION, fixed ? places.operation()
                    : Places.at(json, places.operation()).stream().findFirst().map(said -> Operations.of(said.toString())).orElse("update"));
        }
        if (places.time() != null) {
            Places.at(json, places.time()).stream().findFirst().ifPresent(time -> record.put(ReportKeys.TIME, time));
        }
        if (places.hint()) {
            record.put(ReportKeys.HINT, true);
        }
    }

    private boolean holdsModifiedTime(Map<String, Object> record) {
        return modifiedField != null && !Places.at(record, modifiedField).isEmpty();
    }

    private static Map<String, Object> said(Map<?, ?> record) {
        var kept = new LinkedHashMap<String, Object>();
        record.forEach((key, value) -> {
            if (!key.toString().startsWith("@") || SAID.contains(key)) {
                kept.put(key.toString(), value);
            }
        });
        return kept;
    }
}
