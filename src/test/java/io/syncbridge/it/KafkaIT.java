package io.syncbridge.it;

import static io.restassured.RestAssured.given;
import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.syncbridge.connector.kafka.KafkaBroker;
import io.syncbridge.store.OutboxEvents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic as a source and as a target, with a real broker. */
@QuarkusTest
@TestProfile(BridgeToKafka.class)
class KafkaIT {

    private final KafkaBroker broker = KafkaBroker.shared();

    @Inject
    MemorySystems systems;

    @Inject
    ProducerTemplate template;

    @Inject
    OutboxEvents outbox;

    @BeforeEach
    void login() {
        TestPeople.login(TestPeople.ADMIN);
    }

    @Test
    void whatADatabaseTellsOfItsRowsReachesTheOtherSystem() {
        MemorySystem crm = systems.get("customers-crm");
        tell("1", "{\"after\":{\"id\":1,\"mail\":\"ann@example.org\",\"name\":\"Ann\",\"credit\":\"MDk=\",\"since\":19753},\"source\":{\"ts_ms\":1700000000000},\"op\":\"c\"}");
        await().untilAsserted(() -> assertThat(crm.all().values()).anySatisfy(row -> assertThat(row).containsEntry("Name", "Ann").containsEntry("Since", "2024-01-31")
                .extractingByKey("Limit").hasToString("123.45")));

        // the second and third have the time of the first, and the fourth an earlier one: the order counts
        tell("1", "{\"after\":{\"id\":1,\"mail\":\"ann@example.org\",\"name\":\"Anna\"},\"source\":{\"ts_ms\":1700000000000},\"op\":\"u\"}",
                "1", "no JSON",
                "1", "{\"after\":{\"id\":1,\"mail\":\"ann@example.org\",\"name\":\"Anne\"},\"source\":{\"ts_ms\":1600000000000},\"op\":\"u\"}");
        await().untilAsserted(() -> assertThat(crm.all().values()).anySatisfy(row -> assertThat(row).containsEntry("Name", "Anne").containsEntry("Since", "2024-01-31")));

        tell("1", "{\"before\":{\"id\":1},\"after\":null,\"source\":{\"ts_ms\":1700000000001},\"op\":\"d\"}", "1", null);
        await().untilAsserted(() -> assertThat(crm.all().values()).noneSatisfy(row -> assertThat(row).containsEntry("Mail", "ann@example.org")));
    }

    @Test
    void aPoisonMessageIsAFailedChangeThatNamesItsPlace() {
        tell("7", "no JSON", "8", "{\"mail\":\"bob@example.org\",\"name\":\"Bob\"}");

        await().untilAsserted(() -> assertThat(systems.get("customers-crm").all().values()).anySatisfy(row -> assertThat(row).containsEntry("Name", "Bob")));
        await().untilAsserted(() -> assertThat(given().get("/api/failures?sync=customers").asString()).contains("of topic shop.customers cannot be taken in"));

        tell("7", "{\"mail\":\"cyd@example.org\",\"name\":\"Cyd\"}");
        await().untilAsserted(() -> assertThat(given().get("/api/failures?sync=customers").asString()).doesNotContain("\"7\""));
    }

    @Test
    void eachAgreedChangeIsAnEventWithWhatWasBeforeAndWhy() {
        MemorySystem shop = systems.get("orders-shop");
        String id = shop.put(Map.of("Number", "O-1", "Name", "Lamp"), 1);
        poll();
        awaitEvents("O-1", 1);
        shop.edit(id, Map.of("Name", "Light"), 2);
        poll();
        awaitEvents("O-1", 2);
        shop.remove(id);
        template.requestBodyAndHeaders("sync:orders/shop", null, Map.of("SyncRecordId", id, "SyncOperation", "delete"));
        List<JsonPath> events = awaitEvents("O-1", 3);

        assertThat(events).extracting(event -> event.getString("op")).containsExactly("c", "u", "d");
        assertThat(events.get(0).<Object>get("before")).isNull();
        assertThat(events.get(0).<Map<String, Object>>get("after")).containsEntry("number", "O-1").containsEntry("name", "Lamp");
        assertThat(events.get(1).<Map<String, Object>>get("before")).containsEntry("name", "Lamp");
        assertThat(events.get(1).<Map<String, Object>>get("after")).containsEntry("number", "O-1").containsEntry("name", "Light");
        assertThat(events.get(1).<List<String>>get("bridge.changed")).containsExactly("name");
        assertThat(events.get(1).getString("bridge.decided.name.from")).isEqualTo("shop");
        assertThat(events.get(1).getString("bridge.decided.name.rule")).isEqualTo("edited in shop");
        assertThat(events.get(2).<Object>get("after")).isNull();
        assertThat(events.get(2).<Map<String, Object>>get("before")).containsEntry("name", "Light");
        assertThat(events).extracting(event -> event.getString("bridge.id")).doesNotHaveDuplicates();
        String syncId = events.get(0).getString("bridge.syncId");
        assertThat(broker.read("orders").stream().filter(message -> syncId.equals(message.key())).map(ConsumerRecord::value)).hasSize(4).endsWith((String) null);
    }

    @Test
    void eventsWaitWhileTheBrokerIsAwayAndAreSentInOrderWhenItIsBack() throws Exception {
        MemorySystem shop = systems.get("orders-shop");
        String id = shop.put(Map.of("Number", "O-2", "Name", "n0"), 1);
        poll();
        awaitEvents("O-2", 1);
        broker.kill();
        try {
            for (int i = 1; i <= 3; i++) {
                long waiting = outbox.counts().getOrDefault("orders", 0L);
                shop.edit(id, Map.of("Name", "n" + i), 10 + i);
                poll();
                await().until(() -> outbox.counts().getOrDefault("orders", 0L) > waiting);
            }
            await().untilAsserted(() -> assertThat(given().get("/api/syncs").asString()).contains("does not take events, which wait in the outbox"));
            await().untilAsserted(() -> assertThat(given().get("/q/metrics").asString()).containsPattern("syncbridge_outbox\\{sync=\"orders\"\\} 3"));
        } finally {
            broker.start();
        }

        assertThat(awaitEvents("O-2", 4)).extracting(event -> event.getString("after.name")).containsExactly("n0", "n1", "n2", "n3");
        await().untilAsserted(() -> assertThat(given().get("/api/syncs").asString()).doesNotContain("does not take events"));
    }

    @Test
    void aTopicCannotBeComparedAndSaysSo() {
        assertThat(given().contentType("application/json").body("{\"sync\":\"customers\",\"kind\":\"compare\"}").post("/api/runs").asString()).contains("shop");
    }

    private void tell(String... keysAndValues) {
        broker.send("shop.customers", keysAndValues);
    }

    private void poll() {
        template.sendBody("sync:orders/shop?action=poll", null);
    }

    /** Waits until as many events tell of the order; a tombstone is none. */
    private List<JsonPath> awaitEvents(String number, int count) {
        await().until(() -> events(number).size() >= count);
        List<JsonPath> events = events(number);
        assertThat(events).hasSize(count);
        return events;
    }

    private List<JsonPath> events(String number) {
        return broker.read("orders").stream().map(ConsumerRecord::value).filter(value -> value != null && value.contains(number)).map(JsonPath::from).toList();
    }
}
