package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The bridge with its store in memory, CRMs in memory and the simulated Salesforce. */
public class BridgeToSalesforce implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("bridge.routes", "src/test/routes-salesforce",
                "bridge.store.url", "jdbc:h2:mem:salesforce-store;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "quarkus.transaction-manager.object-store.directory", "target/transactions-salesforce");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SalesforceOnPort.class));
    }
}
