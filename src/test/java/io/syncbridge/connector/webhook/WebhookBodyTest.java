package io.syncbridge.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookBodyTest {

    @Test
    void aPlainRecordIsItself() throws Exception {
        assertThat(records("{\"id\": 1, \"price\": 1.10}", "m1"))
                .containsExactly(Map.of("id", 1, "price", new java.math.BigDecimal("1.10"), "@eventId", "m1"));
        assertThat(records("{\"type\": \"person\", \"data\": {\"a\": 1}}", null))
                .containsExactly(Map.of("type", "person", "data", Map.of("a", 1)));
    }

    @Test
    void anEnvelopeTellsOperationAndTime() throws Exception {
        assertThat(records(envelope("contact.deleted", "{\"id\": 1}"), null))
                .containsExactly(Map.of("id", 1, "@operation", "delete", "@time", "2024-05-01T10:00:00Z"));
        assertThat(records(envelope("contact.created", "{}"), null).get(0)).containsEntry("@operation", "create");
        assertThat(records(envelope("contact.updated", "{}"), null).get(0)).containsEntry("@operation", "update");
        assertThat(records(envelope("contact.merged", "{}"), null).get(0)).containsEntry("@operation", "update");
    }

    @Test
    void theRecordsOwnTimeIsBetterThanTheEnvelopes() throws Exception {
        assertThat(records(envelope("contact.updated", "{\"meta\": {\"at\": \"2024\"}}"), null).get(0)).doesNotContainKey("@time");
        assertThat(records(envelope("contact.updated", "{\"meta\": {\"at\": null}}"), null).get(0)).containsKey("@time");
    }

    @Test
    void eachRecordOfABatchIsAnEventOfItsOwn() throws Exception {
        assertThat(records("[{\"id\": 1}, {\"id\": 2}]", "m1")).extracting(record -> record.get("@eventId"))
                .containsExactly("m1#0", "m1#1");
        assertThat(records("[]", "m1")).isEmpty();
    }

    @Test
    void aSenderDoesNotSetReportKeys() throws Exception {
        assertThat(records("{\"id\": 1, \"@eventId\": \"x\", \"@time\": \"2099\"}", null)).containsExactly(Map.of("id", 1));
        assertThat(records(envelope("contact.updated", "{\"@operation\": \"delete\"}"), null).get(0))
                .containsEntry("@operation", "update");
    }

    @Test
    void anUnreadableBodyIsRefusedWithThePlace() {
        assertRefused("{\"id\": 1,\n \"name\": oops}", "not JSON", "line 2, column");
        assertRefused("{\"id\": 1} x", "not JSON");
        assertRefused("7", "no record");
        assertRefused("[{}, 7]", "no record at index 1");
    }

    private static void assertRefused(String body, String... words) {
        assertThatThrownBy(() -> records(body, "m1")).isInstanceOf(RefusedException.class).message().contains(words);
    }

    private static String envelope(String type, String data) {
        return "{\"type\": \"" + type + "\", \"timestamp\": \"2024-05-01T10:00:00Z\", \"data\": " + data + "}";
    }

    private static List<Map<String, Object>> records(String body, String eventId) throws RefusedException {
        return new WebhookBody("meta.at").records(body.getBytes(), eventId);
    }
}
