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
    void onlyAnIdIsAHint() throws Exception {
        for (String body : List.of("[7, 8]", "{\"ids\": [7, 8]}", "{\"type\": \"contact.updated\", \"data\": {\"ids\": [\"7\", \"8\"]}}",
                "{\"type\": \"contact.updated\", \"data\": [7, 8]}")) {
            assertThat(records(body, "m1")).as(body).extracting(record -> record.get("@id"), record -> record.get("@hint"), record -> record.get("@eventId"))
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("7", true, "m1#0"), org.assertj.core.groups.Tuple.tuple("8", true, "m1#1"));
        }
        assertThat(records("{\"type\": \"contactDeleted\", \"data\": 7}", "m1").get(0))
                .containsEntry("@id", "7").containsEntry("@operation", "delete").containsEntry("@eventId", "m1");
    }

    @Test
    void anEnvelopeMayHaveNoTime() throws Exception {
        assertThat(records("{\"type\": \"contact.deleted\", \"data\": {\"id\": 7}}", null)).containsExactly(Map.of("id", 7, "@operation", "delete"));
        assertThat(records("{\"type\": \"CONTACT_UPDATED\", \"timestamp\": null, \"data\": {\"id\": 7}}", null))
                .containsExactly(Map.of("id", 7, "@operation", "update"));
    }

    @Test
    void theLastWordSaysWhatHappened() throws Exception {
        for (String type : List.of("contact.undeleted", "contact.restored", "contact.updated", "contactSaved")) {
            assertThat(records(envelope(type, "{\"id\": 7}"), null).get(0)).as(type).containsEntry("@operation", "update");
        }
        for (String type : List.of("contact.deleted", "contact_removed", "contactDeleted", "contact.deletion", "DELETE")) {
            assertThat(records(envelope(type, "{\"id\": 7}"), null).get(0)).as(type).containsEntry("@operation", "delete");
        }
    }

    @Test
    void aSenderMaySayIdOperationAndHint() throws Exception {
        assertThat(records("{\"@id\": 7, \"@operation\": \"delete\", \"@hint\": true, \"@version\": \"9\"}", null))
                .containsExactly(Map.of("@id", 7, "@operation", "delete", "@hint", true));
    }

    @Test
    void theConfigurationSaysWhereThingsStand() throws Exception {
        String stripe = "{\"id\": \"evt_1\", \"type\": \"customer.deleted\", \"created\": 1714557600000, \"data\": {\"object\": {\"id\": \"cus_7\", \"name\": \"Ada\"}}}";
        assertThat(configured(stripe, new Places("data.object.id", null, "type", "created", false)))
                .containsExactly(Map.of("id", "cus_7", "name", "Ada", "@id", "cus_7", "@operation", "delete", "@time", 1714557600000L));
        assertThat(configured(stripe, new Places("data.object.id", null, "update", null, true)).get(0))
                .containsEntry("@operation", "update").containsEntry("@hint", true);
        assertThat(configured(stripe, new Places(null, "data.object", null, null, false))).containsExactly(Map.of("id", "cus_7", "name", "Ada"));

        String hubspot = "[{\"objectId\": 7, \"subscriptionType\": \"contact.deletion\"}, {\"objectId\": 8, \"subscriptionType\": \"contact.propertyChange\"}]";
        assertThat(configured(hubspot, new Places("objectId", null, "subscriptionType", null, true)))
                .extracting(record -> record.get("@id"), record -> record.get("@operation"))
                .containsExactly(org.assertj.core.groups.Tuple.tuple("7", "delete"), org.assertj.core.groups.Tuple.tuple("8", "update"));
        assertThat(configured("{\"value\": [{\"resource\": {\"id\": 7}}, {\"resource\": {\"id\": 8}}]}",
                new Places("value.resource.id", null, null, null, false))).extracting(record -> record.get("@id")).containsExactly("7", "8");
    }

    @Test
    void whatHoldsNoIdIsRefusedWithACure() {
        assertThatThrownBy(() -> configured("{\"a\": 1}", new Places("data.id", null, null, null, false)))
                .hasMessageContaining("no id at data.id").hasMessageContaining("[a]");
        assertThatThrownBy(() -> configured("[{\"id\": 1}, {\"a\": 1}]", Places.USUAL))
                .hasMessageContaining("at index 1").hasMessageContaining("no id at id").hasMessageContaining("property id");
    }

    private static List<Map<String, Object>> configured(String body, Places places) throws RefusedException {
        return new WebhookBody("id", null, places).records(body.getBytes(), null);
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
