package io.syncbridge.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.connector.kafka.EventForm.Told;
import io.syncbridge.model.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How events are written, and that the bridge can read its own. */
class EventFormTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:01Z");

    @Test
    void aCloudEventTellsBeforeAfterAndTheRule() {
        Map<String, Object> event = EventForm.CLOUDEVENTS.event(told(Operation.UPDATE, Map.of("name", "Ann"), Map.of("name", "Anna")));

        assertThat(event).containsEntry("id", "e-1").containsEntry("type", "io.syncbridge.orders.updated").containsEntry("subject", "S-1")
                .containsEntry("source", "/bridge/orders").containsEntry("time", "2026-03-01T12:00:00Z").containsEntry("specversion", "1.0");
        assertThat(event.get("data").toString()).contains("before={name=Ann}", "after={name=Anna}", "op=u", "changed=[name]", "edited in shop");
    }

    @ParameterizedTest
    @EnumSource
    void theBridgeReadsItsOwnEvents(EventForm form) {
        assertThat(read(form, told(Operation.CREATE, null, Map.of("name", "Ann")))).containsEntry("@id", "S-1").containsEntry("@operation", "create")
                .containsEntry("name", "Ann").containsEntry("@time", Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(read(form, told(Operation.DELETE, Map.of("name", "Ann"), null))).containsEntry("@id", "S-1").containsEntry("@operation", "delete");
    }

    private static Map<String, Object> read(EventForm form, Told told) {
        byte[] value = JsonBytes.write(form.event(told)).getBytes(StandardCharsets.UTF_8);
        return new MessageReader(MessageFormat.AUTO, null, 10_000)
                .read(new ConsumerRecord<>("orders", 0, 1, "S-1".getBytes(StandardCharsets.UTF_8), value), "T", NOW).orElseThrow();
    }

    private static Told told(Operation operation, Map<String, Object> before, Map<String, Object> after) {
        var write = new HashMap<String, Object>();
        write.put("@syncId", "S-1");
        write.put("@before", before);
        write.put("@after", after);
        write.put("@decided", Map.of("name", Map.of("from", "shop", "at", "2026-03-01T12:00:00Z", "rule", "edited in shop")));
        return new Told("e-1", "bridge", "orders", operation, write, NOW);
    }
}
