package io.syncbridge.demo.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bridge in the profile demo serves Salesforce. */
@QuarkusTest
@TestProfile(SalesforceInTheDemoIT.Demo.class)
class SalesforceInTheDemoIT {

    @TestHTTPResource("/demo/salesforce")
    URL url;

    /** The demo with its databases in memory and no routes. */
    public static class Demo implements QuarkusTestProfile {

        @Override
        public String getConfigProfile() {
            return "demo";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("bridge.routes", "target/no-routes",
                    "bridge.store.url", "jdbc:h2:mem:sf-store;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                    "bridge.databases.crm.url", "jdbc:h2:mem:sf-crm;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1",
                    "demo.erp-database", "jdbc:h2:mem:sf-erp;DB_CLOSE_DELAY=-1",
                    "demo.salesforce.database", "jdbc:h2:mem:sf;DB_CLOSE_DELAY=-1",
                    "quarkus.http.test-port", "0",
                    "quarkus.transaction-manager.object-store.directory", "target/transactions");
        }
    }

    @Test
    void aLongQueryIsAnswered() {
        var caller = new Caller(url.toString()).loggedIn();
        String ids = "'001000000000000AAA',".repeat(300) + "'001000000000000AAA'";

        var answer = caller.query("SELECT Id FROM Account WHERE Name = 'Acme Farms' OR Id IN (" + ids + ")");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("totalSize").asInt()).isEqualTo(1);
    }
}
