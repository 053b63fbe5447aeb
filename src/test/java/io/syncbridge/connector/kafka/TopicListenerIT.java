package io.syncbridge.connector.kafka;

import static io.syncbridge.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.BesideOtherTests;
import io.syncbridge.BridgeConfig;
import io.syncbridge.component.StreamPosition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic is heard from a real broker: nothing is passed over, whatever happens between reading and storing. */
@BesideOtherTests
class TopicListenerIT {

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = "orders-" + UUID.randomUUID();
    private final List<Map<String, Object>> stored = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<DefaultCamelContext> bridges = new ArrayList<>();

    @BeforeEach
    void createTopic() throws Exception {
        broker.create(topic, 2, Map.of());
    }

    @AfterEach
    void stop() {
        bridges.forEach(DefaultCamelContext::stop);
    }

    @Test
    void messagesAreTakenInOnceInTheOrderOfTheirKey() {
        listen();
        broker.send(topic, IntStream.range(0, 300).boxed().flatMap(i -> List.of("K" + i % 7, "{\"n\":" + i + "}").stream()).toArray(String[]::new));

        await().until(() -> stored.size() == 300);

        for (int key = 0; key < 7; key++) {
            String id = "K" + key;
            assertThat(stored.stream().filter(one -> id.equals(one.get("@id"))).map(one -> ((Number) one.get("n")).intValue()).toList()).isSorted();
        }
        assertThat(troubles).containsOnly("");
    }

    @Test
    void whatWasNotStoredIsReadAgainAndNothingIsPassedOver() {
        failures.set(2);
        listen();
        broker.send(topic, "A", "{\"n\":1}", "B", "{\"n\":2}", "A", "{\"n\":3}");

        await().until(() -> numbers().containsAll(List.of(1, 2, 3)));

        assertThat(failures.get()).isNegative();
        assertThat(stored).hasSize(3);
    }

    @Test
    void aBridgeThatStoppedGoesOnWhereItHasStored() {
        listen();
        broker.send(topic, "A", "{\"n\":1}");
        await().until(() -> stored.size() == 1);
        bridges.get(0).stop();
        broker.send(topic, "A", "{\"n\":2}");

        listen();

        await().until(() -> numbers().contains(2));
        assertThat(stored).hasSize(2);
    }

    @Test
    void severalBridgesShareATopicAndOneTakesOverFromAnother() {
        listen();
        listen();
        for (int round = 0; round < 5; round++) {
            int from = round * 100;
            broker.send(topic, IntStream.range(from, from + 100).boxed().flatMap(i -> List.of("K" + i % 10, "{\"n\":" + i + "}").stream()).toArray(String[]::new));
            if (round == 2) {
                bridges.get(0).stop();
            }
        }

        await().until(() -> new LinkedHashSet<>(numbers()).size() == 500);
    }

    @Test
    void aBrokerThatIsAwayIsToldAndHeardAgain() throws Exception {
        listen();
        broker.send(topic, "A", "{\"n\":1}");
        await().until(() -> stored.size() == 1);
        int before = troubles.size();
        broker.kill();
        try {
            await().until(() -> troubles.size() > before);
            assertThat(troubles.get(troubles.size() - 1)).contains("The Kafka cluster `main` (" + broker.servers() + ") does not serve the topic " + topic);
        } finally {
            broker.start();
        }
        await().until(() -> troubles.get(troubles.size() - 1).isEmpty());
        broker.send(topic, "A", "{\"n\":2}");

        await().until(() -> numbers().contains(2));
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginningAndThatIsTold() throws Exception {
        listen();
        broker.send(topic, "A", "{\"n\":1}", "A", "{\"n\":2}");
        await().until(() -> stored.size() == 2);

        broker.delete(topic);
        broker.create(topic, 2, Map.of());
        broker.send(topic, "A", "{\"n\":11}", "A", "{\"n\":12}", "A", "{\"n\":13}");

        await().until(() -> numbers().containsAll(List.of(11, 12, 13)));
        await().untilAsserted(() -> assertThat(problems()).anyMatch(problem -> problem.contains("made anew")));
    }

    @Test
    void aTopicThatWasMadeAnewWhileNobodyListenedIsReadFromItsBeginning() throws Exception {
        listen();
        broker.send(topic, "A", "{\"n\":1}");
        await().until(() -> stored.size() == 1);
        bridges.get(0).stop();

        broker.delete(topic);
        broker.create(topic, 2, Map.of());
        broker.send(topic, "A", "{\"n\":11}", "A", "{\"n\":12}");
        listen();

        await().until(() -> numbers().containsAll(List.of(11, 12)));
    }

    @Test
    void messagesThatWereDeletedBeforeTheyWereReadAreToldAndTheRestIsRead() throws Exception {
        listen();
        broker.send(topic, "A", "{\"n\":1}");
        await().until(() -> stored.size() == 1);
        bridges.get(0).stop();
        int partition = Integer.parseInt(stored.get(0).get("@eventId").toString().split("/")[2]);
        broker.send(topic, "A", "{\"n\":2}", "A", "{\"n\":3}", "A", "{\"n\":4}");
        try (Admin admin = broker.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(3))).all().get();
        }

        listen();

        await().until(() -> numbers().contains(4));
        assertThat(problems()).anyMatch(problem -> problem.contains("from offset 1 on is not there any more"));
    }

    @Test
    void aPoisonMessageStopsNothingBehindIt() {
        listen();
        broker.send(topic, "A", "{\"n\":1}", "A", "no JSON", null, "{\"n\":5}", "\0\0\0\0\7x", "{\"n\":6}", "A", "{\"n\":2}");

        await().until(() -> numbers().containsAll(List.of(1, 2)));
        await().until(() -> problems().size() == 3);
    }

    @Test
    void aTopicIsReadFromItsBeginningPageByPage() throws Exception {
        broker.send(topic, IntStream.range(0, 25).boxed().flatMap(i -> List.of("K" + i, "{\"n\":" + i + "}").stream()).toArray(String[]::new));
        DefaultCamelContext camel = camel();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:system").to("kamelet:kafka-topic?cluster=main&topic=" + topic);
            }
        });
        camel.start();
        String cursor = null;
        var read = new ArrayList<Integer>();
        boolean more = true;
        int pages = 0;
        while (more) {
            Exchange answer = page(camel, cursor);
            read.addAll(numbers(answer.getMessage().getBody(List.class)));
            cursor = answer.getMessage().getHeader("SyncCursor", String.class);
            more = answer.getMessage().getHeader("SyncMore", Boolean.class);
            pages++;
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 25).boxed().toList());
        assertThat(pages).isBetween(3, 4);
        assertThat(page(camel, cursor).getMessage().getBody(List.class)).isEmpty();
        broker.send(topic, "K1", "{\"n\":99}");
        assertThat(numbers(page(camel, cursor).getMessage().getBody(List.class))).containsExactly(99);
    }

    private static Exchange page(DefaultCamelContext camel, String cursor) {
        Exchange answer = camel.createProducerTemplate().request("direct:system", exchange -> {
            exchange.getMessage().setHeader("SyncAction", "changes");
            exchange.getMessage().setHeader("SyncLimit", 10);
            exchange.getMessage().setHeader("SyncCursor", cursor);
        });
        assertThat(answer.getException()).isNull();
        return answer;
    }

    private void listen() {
        try {
            DefaultCamelContext camel = camel();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kamelet:kafka-topic-source?cluster=main&topic=" + topic + "&group=bridge-" + topic).errorHandler(noErrorHandler()).process(TopicListenerIT.this::store);
                }
            });
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private DefaultCamelContext camel() {
        var camel = new DefaultCamelContext();
        camel.addComponent("sync-kafka", new SyncKafkaComponent(new KafkaClusters(Map.of("main", settings(broker.servers(), Map.of())), "syncbridge"), null));
        var kamelets = new KameletComponent();
        kamelets.setLocation("file:routes/kamelets");
        camel.addComponent("kamelet", kamelets);
        bridges.add(camel);
        return camel;
    }

    static BridgeConfig.Kafka settings(String servers, Map<String, String> client) {
        return new BridgeConfig.Kafka() {
            @Override
            public String servers() {
                return servers;
            }

            @Override
            public Map<String, String> client() {
                return client;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private void store(Exchange exchange) {
        String trouble = exchange.getProperty(StreamPosition.TROUBLE_PROPERTY, String.class);
        if (trouble != null) {
            troubles.add(trouble);
        } else if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the store is away");
        } else {
            stored.addAll(exchange.getMessage().getBody(List.class));
        }
    }

    private List<Integer> numbers() {
        return numbers(stored);
    }

    private static List<Integer> numbers(List<Map<String, Object>> reports) {
        return reports.stream().filter(one -> one.get("n") != null).map(one -> ((Number) one.get("n")).intValue()).toList();
    }

    private List<String> problems() {
        return stored.stream().filter(one -> one.get("@problem") != null).map(one -> one.get("@problem").toString()).toList();
    }
}
