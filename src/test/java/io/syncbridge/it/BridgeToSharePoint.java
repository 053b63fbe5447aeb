package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The bridge with its store in memory, a CRM in memory and the simulated Graph. */
public class BridgeToSharePoint implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("bridge.routes", "src/test/routes-sharepoint",
                "bridge.store.url", "jdbc:h2:mem:sharepoint-store;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "quarkus.transaction-manager.object-store.directory", "target/transactions-sharepoint");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(GraphOnPort.class));
    }
}
