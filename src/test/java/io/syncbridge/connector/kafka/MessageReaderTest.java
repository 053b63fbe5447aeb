package io.syncbridge.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.FieldPath;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages of each form say of a record, and what becomes of those that say nothing that can be understood. */
class MessageReaderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SENT = NOW.minusSeconds(60).toEpochMilli();
    private static final String SOURCE = "\"source\":{\"ts_ms\":1700000000000,\"table\":\"orders\"}";

    private final MessageReader auto = new MessageReader(MessageFormat.AUTO, null, 1000);

    @ParameterizedTest
    @CsvSource({"c, create", "u, update", "r, update"})
    void anEnvelopeOfDebeziumHoldsTheRowAsItIsNow(String op, String operation) {
        var report = read(auto, "{\"id\":5}", "{\"before\":null,\"after\":{\"id\":5,\"name\":\"Ann\"}," + SOURCE + ",\"op\":\"" + op + "\",\"ts_ms\":1700000000999}");

        assertThat(report).containsEntry("@id", "5").containsEntry("@operation", operation).containsEntry("name", "Ann")
                .containsEntry("@time", Instant.ofEpochMilli(1_700_000_000_000L)).doesNotContainKeys("before", "op", "@problem");
    }

    @Test
    void anEnvelopeMayStandInItsSchema() {
        assertThat(read(auto, "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"id\":5}}",
                "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"after\":{\"id\":5,\"name\":\"Ann\"}," + SOURCE + ",\"op\":\"u\"}}"))
                .containsEntry("@id", "5").containsEntry("name", "Ann");
        assertThat(read(auto, "5", "{\"schema\":{},\"payload\":{\"name\":\"Ann\"}}")).containsEntry("name", "Ann").doesNotContainKey("payload");
    }

    @Test
    void aDeleteIsToldByItsEnvelopeAndByATombstone() {
        assertThat(read(auto, "{\"id\":5}", "{\"before\":{\"id\":5},\"after\":null," + SOURCE + ",\"op\":\"d\"}"))
                .containsEntry("@operation", "delete").containsEntry("@id", "5");
        assertThat(read(auto, "{\"id\":5}", null)).containsEntry("@operation", "delete").containsEntry("@id", "5")
                .containsEntry("@time", Instant.ofEpochMilli(SENT));
        assertThat(read(auto, "{\"id\":5}", "{\"schema\":null,\"payload\":null}")).containsEntry("@operation", "delete");
    }

    @Test
    void aFlattenedRowSaysInItsOwnFieldsWhatHappened() {
        assertThat(read(auto, "5", "{\"id\":5,\"name\":\"Ann\",\"__op\":\"c\",\"__source_ts_ms\":1700000000000,\"__deleted\":\"false\"}"))
                .containsEntry("@operation", "create").containsEntry("@time", Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(read(auto, "5", "{\"id\":5,\"name\":\"Ann\",\"__deleted\":\"true\"}")).containsEntry("@operation", "delete");
        assertThat(read(auto, "5", "{\"id\":5}", Map.of("__op", "d"))).containsEntry("@operation", "delete");
    }

    @Test
    void aLargeValueThatWasNotChangedIsNotToldAndNotBlank() {
        String unavailable = Base64.getEncoder().encodeToString("__debezium_unavailable_value".getBytes(StandardCharsets.UTF_8));
        var report = read(auto, "5", "{\"after\":{\"id\":5,\"a\":\"__debezium_unavailable_value\",\"b\":\"" + unavailable
                + "\",\"c\":[\"__debezium_unavailable_value\"],\"d\":null,\"e\":[1]}," + SOURCE + ",\"op\":\"u\"}");

        assertThat(report).doesNotContainKeys("a", "b", "c").containsEntry("d", null).containsKey("e");
    }

    @Test
    void aKeyThatWasChangedNamesTheFormerOne() {
        assertThat(read(auto, "{\"id\":6}", "{\"after\":{\"id\":6}," + SOURCE + ",\"op\":\"c\"}", Map.of("__debezium.oldkey", "{\"id\":5}")))
                .containsEntry("@id", "6").containsEntry("@formerId", "5");
        assertThat(auto.read(message("{\"id\":5}", "{\"before\":{\"id\":5}," + SOURCE + ",\"op\":\"d\"}", Map.of("__debezium.newkey", "{\"id\":6}")), "T", NOW)).isEmpty();
        assertThat(auto.read(message("{\"id\":5}", null, Map.of("__debezium.newkey", "{\"id\":6}")), "T", NOW)).isEmpty();
    }

    @Test
    void aMessageOfTheDatabasesLogIsAboutNoRecordAndATruncateIsAFailure() {
        assertThat(auto.read(message("5", "{\"op\":\"m\"," + SOURCE + "}", Map.of()), "T", NOW)).isEmpty();
        assertThat(read(auto, null, "{\"op\":\"t\"," + SOURCE + "}").get("@problem").toString()).contains("truncated");
    }

    @Test
    void plainJsonIsTheRecordAsFarAsItIsTold() {
        assertThat(read(auto, "C-7", "{\"name\":\"Ann\",\"limit\":12.50,\"note\":null}")).containsEntry("@id", "C-7").containsEntry("note", null)
                .containsEntry("limit", new BigDecimal("12.50")).containsEntry("@operation", "update").doesNotContainKey("phone");
        assertThat(read(auto, "C-7", "{\"op\":\"sell\",\"after\":{}}")).containsEntry("op", "sell").doesNotContainKey("@problem");
        assertThat(read(new MessageReader(MessageFormat.JSON, null, 1000), "C-7", "{\"op\":\"c\",\"after\":{\"x\":1}}")).containsKey("after");
    }

    @Test
    void nothingFromOutsideCanGiveOrders() {
        assertThat(read(auto, "C-7", "{\"name\":\"Ann\",\"@operation\":\"delete\",\"@id\":\"other\",\"@problem\":\"x\",\"@hint\":true,\"@formerId\":\"9\"}"))
                .containsEntry("@operation", "update").containsEntry("@id", "C-7").doesNotContainKeys("@problem", "@hint", "@formerId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"7;7", "C-7;C-7", "\"C-7\";C-7", "{\"id\":7};7", "{\"a\":1,\"b\":\"x|y\"};1|x\\|y", "00123;00123", "{\"schema\":{},\"payload\":\"C-7\"};C-7"})
    void theKeyNamesTheRecord(String key, String id) {
        assertThat(read(auto, key, "{\"name\":\"Ann\"}")).containsEntry("@id", id);
    }

    @Test
    void aFieldNamesTheRecordWhereThatIsSaid() {
        var byField = new MessageReader(MessageFormat.AUTO, FieldPath.of("customer.id"), 1000);

        assertThat(read(byField, null, "{\"customer\":{\"id\":7},\"name\":\"Ann\"}")).containsEntry("@id", "7");
        assertThat(read(byField, "8", null)).containsEntry("@id", "8").containsEntry("@operation", "delete");
        assertThat(read(byField, "8", "{\"name\":\"Ann\"}").get("@problem").toString()).contains("no record id in 'customer.id'");
    }

    @Test
    void aCloudEventInOneValueIsAboutItsSubject() {
        String event = "{\"specversion\":\"1.0\",\"type\":\"com.example.customer.%s\",\"source\":\"/crm\",\"id\":\"1\",\"subject\":\"C-7\",\"time\":\"2026-02-01T00:00:00Z\"%s}";

        assertThat(read(auto, "other", event.formatted("created.v1", ",\"data\":{\"name\":\"Ann\"}"))).containsEntry("@id", "C-7")
                .containsEntry("@operation", "create").containsEntry("name", "Ann").containsEntry("@time", Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(read(auto, "other", event.formatted("deleted", ""))).containsEntry("@operation", "delete");
        assertThat(read(auto, "other", event.formatted("changed", "")).get("@problem").toString()).contains("data is missing");
        assertThat(read(auto, null, event.formatted("updated", ",\"data_base64\":\"" + Base64.getEncoder().encodeToString("{\"name\":\"Bo\"}".getBytes(StandardCharsets.UTF_8)) + "\"")))
                .containsEntry("name", "Bo");
    }

    @Test
    void aCloudEventInHeadersIsAboutItsKeyWithoutASubject() {
        var headers = Map.of("ce_specversion", "1.0", "ce_type", "customer.removed", "ce_source", "/crm", "ce_id", "1");

        assertThat(read(auto, "C-7", null, headers)).containsEntry("@id", "C-7").containsEntry("@operation", "delete");
        assertThat(read(auto, "C-7", "{\"name\":\"Ann\"}", headers)).containsEntry("@operation", "delete").containsEntry("name", "Ann");
    }

    @Test
    void aCloudEventMayHoldAnEnvelope() {
        assertThat(read(auto, "{\"id\":5}", "{\"specversion\":\"1.0\",\"type\":\"io.debezium.connector.postgresql.DataChangeEvent\",\"source\":\"/debezium\",\"id\":\"1\","
                + "\"data\":{\"before\":null,\"after\":{\"id\":5,\"name\":\"Ann\"}," + SOURCE + ",\"op\":\"r\"}}"))
                .containsEntry("@id", "5").containsEntry("name", "Ann");
    }

    @Test
    void whatIsNoCloudEventIsAFailureWhereTheyAreExpected() {
        var events = new MessageReader(MessageFormat.CLOUDEVENTS, null, 1000);

        assertThat(read(events, "C-7", "{\"name\":\"Ann\"}").get("@problem").toString()).contains("no CloudEvent");
        assertThat(read(events, "C-7", null).get("@problem").toString()).contains("no CloudEvent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "{\"name\":", "[]", "[{\"a\":1}]", "17", "\"text\"", "", "{\"op\":\"u\",\"after\":null,\"source\":{}}", "\0\0\0\0\7Ann"})
    void aValueThatIsNoRecordIsAFailureThatNamesItsPlace(String value) {
        var report = read(auto, "C-7", value);

        assertThat(report.get("@problem").toString()).contains("offset 42 of partition 3 of topic orders");
        assertThat(report).containsEntry("@id", "C-7").doesNotContainKey("@operation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0\0\0\0\7\nC-7", "\1\2", "{}", "{\"id\":null}", "{\"id\":{\"a\":1}}", "[1,2]", "{\"id\":"})
    void aKeyThatNamesNothingIsAFailureNamedByItsPlace(String key) {
        var report = read(auto, key, "{\"name\":\"Ann\"}");

        assertThat(report.get("@problem").toString()).contains("key");
        assertThat(report).containsEntry("@id", "orders/3/42");
    }

    @Test
    void avroIsNamedAsWhatItIs() {
        assertThat(read(auto, "C-7", "\0\0\0\0\7\nAnn\2").get("@problem").toString()).contains("schema 7 of a registry");
        assertThat(read(auto, null, "{}").get("@problem").toString()).contains("no key");
        assertThat(read(new MessageReader(MessageFormat.AUTO, null, 5), "C-7", "{\"a\":10}").get("@problem").toString()).contains("more than the 5");
        assertThat(read(auto, "x".repeat(600), "{}").get("@problem").toString()).contains("longer than 512");
    }

    @Test
    void theTimeIsNeverLaterThanItsReceipt() {
        assertThat(read(auto, "5", "{\"id\":5,\"__source_ts_ms\":99999999999999}")).containsEntry("@time", NOW);
        assertThat(read(auto, "5", "{\"id\":5,\"__source_ts_ms\":0}")).containsEntry("@time", Instant.ofEpochMilli(SENT));
    }

    @Test
    void aReportIsKnownByTheTopicAndItsPlaceThere() {
        var report = read(auto, "5", "{}");

        assertThat(report).containsEntry("@version", "stream:kafka/T/3#42").containsEntry("@eventId", "kafka/T/3/42");
        assertThat(auto.read(message("5", "{}", Map.of()), "U", NOW).orElseThrow().get("@eventId")).isNotEqualTo(report.get("@eventId"));
    }

    private static Map<String, Object> read(MessageReader reader, String key, String value) {
        return read(reader, key, value, Map.of());
    }

    private static Map<String, Object> read(MessageReader reader, String key, String value, Map<String, String> headers) {
        return new LinkedHashMap<>(reader.read(message(key, value, headers), "T", NOW).orElseThrow());
    }

    private static ConsumerRecord<byte[], byte[]> message(String key, String value, Map<String, String> headers) {
        var given = new RecordHeaders();
        headers.forEach((name, text) -> given.add(name, text.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes = bytes(value);
        return new ConsumerRecord<>("orders", 3, 42, SENT, TimestampType.CREATE_TIME, 0, bytes == null ? -1 : bytes.length, bytes(key), bytes, given, Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
