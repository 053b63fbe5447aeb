package io.syncbridge.connector.kafka;

import io.syncbridge.component.ReportKeys;
import io.syncbridge.model.Operation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How events of what the systems have agreed on are written. */
enum EventForm {

    /** As Debezium writes the changes of a row, with a block {@code bridge} of what it has no place for. */
    DEBEZIUM("application/json") {
        @Override
        Map<String, Object> event(Told told) {
            var event = new LinkedHashMap<>(told.data());
            var source = new LinkedHashMap<String, Object>();
            source.put("connector", "syncbridge");
            source.put("name", told.bridge());
            source.put("ts_ms", told.changedAt().toEpochMilli());
            source.put("snapshot", "false");
            source.put("db", told.bridge());
            source.put("table", told.sync());
            event.put("source", source);
            event.put("ts_ms", told.now().toEpochMilli());
            event.put("transaction", null);
            event.put("bridge", Map.of("id", told.id(), "syncId", told.syncId(), "sync", told.sync(), "changed", told.changed(), "decided", told.decided()));
            return event;
        }
    },
    /** CloudEvents in structured mode. */
    CLOUDEVENTS("application/cloudevents+json") {
        @Override
        Map<String, Object> event(Told told) {
            var event = new LinkedHashMap<String, Object>();
            event.put("specversion", "1.0");
            event.put("id", told.id());
            event.put("source", "/" + told.bridge() + "/" + told.sync());
            event.put("type", "io.syncbridge." + told.sync() + "." + switch (told.operation()) {
                case CREATE -> "created";
                case UPDATE -> "updated";
                case DELETE -> "deleted";
            });
            event.put("subject", told.syncId());
            event.put("time", told.changedAt().toString());
            event.put("datacontenttype", "application/json");
            event.put("partitionkey", told.syncId());
            var data = new LinkedHashMap<>(told.data());
            data.put("changed", told.changed());
            data.put("decided", told.decided());
            event.put("data", data);
            return event;
        }
    };

    private final String contentType;

    EventForm(String contentType) {
        this.contentType = contentType;
    }

    /** @throws IllegalArgumentException naming those that there are */
    static EventForm of(String name) {
        return switch (name) {
            case "debezium" -> DEBEZIUM;
            case "cloudevents" -> CLOUDEVENTS;
            default -> throw new IllegalArgumentException("The option events must be debezium or cloudevents, not " + name + ".");
        };
    }

    String contentType() {
        return contentType;
    }

    abstract Map<String, Object> event(Told told);

    /**
     * What an event tells.
     *
     * @param id the event's own, the same whenever it is sent
     * @param write with the keys of explained writes
     */
    record Told(String id, String bridge, String sync, Operation operation, Map<String, Object> write, Instant now) {

        String syncId() {
            return write.get(ReportKeys.SYNC_ID).toString();
        }

        Map<?, ?> decided() {
            return write.get(ReportKeys.DECIDED) instanceof Map<?, ?> decided ? decided : Map.of();
        }

        List<?> changed() {
            return List.copyOf(decided().keySet());
        }

        /** When the newest of the changes was made, by the bridge's clock. */
        Instant changedAt() {
            return decided().values().stream().map(reason -> Instant.parse(((Map<?, ?>) reason).get("at").toString())).max(Instant::compareTo).orElse(now);
        }

        Map<String, Object> data() {
            var data = new LinkedHashMap<String, Object>();
            data.put("before", write.get(ReportKeys.BEFORE));
            data.put("after", write.get(ReportKeys.AFTER));
            data.put("op", operation.name().substring(0, 1).toLowerCase(Locale.ROOT));
            return data;
        }
    }
}
