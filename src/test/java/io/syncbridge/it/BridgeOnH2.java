package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The bridge with its store in memory and the test routes. */
public class BridgeOnH2 implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return TestPeople.with(Map.of("bridge.routes", "src/test/routes",
                "bridge.store.url", "jdbc:h2:mem:store;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "quarkus.http.test-port", "0",
                "bridge.notify.after", "0s",
                "bridge.notify.to.probe.endpoint", "seda:notified?discardWhenFull=true",
                "bridge.notify.to.probe.about", "systems",
                "quarkus.transaction-manager.object-store.directory", "target/transactions"));
    }
}
