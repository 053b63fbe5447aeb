package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The bridge with its store in memory, simulated Salesforce organizations and SharePoint tenants. */
public class BridgeToAccounts implements QuarkusTestProfile {

    static final Path LOG = Path.of("target/accounts-bridge.log");

    @Override
    public Map<String, String> getConfigOverrides() {
        return TestPeople.with(Map.of("quarkus.log.file.enabled", "true", "quarkus.log.file.path", LOG.toString(),
                "quarkus.log.category.\"org.apache.camel\".level", "INFO", "bridge.routes", AccountsWorlds.ROUTES.toString(),
                "bridge.store.url", "jdbc:h2:mem:accounts-store;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "quarkus.transaction-manager.object-store.directory", "target/transactions-accounts"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(AccountsWorlds.class));
    }
}
