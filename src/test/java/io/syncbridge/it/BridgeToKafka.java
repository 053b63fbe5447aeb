package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The bridge with its store in memory, a shop and a CRM in memory and a real Kafka. */
public class BridgeToKafka implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return TestPeople.with(Map.of("bridge.routes", "src/test/routes-kafka",
                "bridge.store.url", "jdbc:h2:mem:kafka-store;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "quarkus.http.test-port", "0",
                "quarkus.http.auth.session.encryption-key", BridgeOnH2.KEY,
                "quarkus.transaction-manager.object-store.directory", "target/transactions-kafka"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(KafkaServer.class));
    }
}
