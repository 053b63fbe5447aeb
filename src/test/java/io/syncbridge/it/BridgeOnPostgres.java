package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The bridge with its store in PostgreSQL and the test routes. */
public class BridgeOnPostgres implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return TestPeople.with(Map.of("bridge.routes", "src/test/routes", "quarkus.http.test-port", "0",
                "quarkus.transaction-manager.object-store.directory", "target/transactions-postgres"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresServer.class));
    }
}
