package io.syncbridge.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.syncbridge.connector.kafka.KafkaBroker;
import java.util.Map;

/** A real Kafka broker with the topics of the test routes. */
public class KafkaServer implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        KafkaBroker broker = KafkaBroker.shared();
        try {
            broker.create("orders", 2, Map.of());
            broker.create("shop.customers", 2, Map.of());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        return Map.of("bridge.kafka.default.servers", broker.servers(), "bridge.kafka.default.client.\"metadata.max.age.ms\"", "5000");
    }

    @Override
    public void stop() {
        // other tests of this virtual machine may use it; it ends with that
    }
}
