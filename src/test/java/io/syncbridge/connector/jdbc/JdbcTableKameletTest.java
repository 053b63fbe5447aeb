package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class JdbcTableKameletTest {

    private static final TestDatabase DATABASE = new TestDatabase("jdbc:h2:mem:kamelet;DB_CLOSE_DELAY=-1", Optional.of("sa"), Optional.of(""));

    @Test
    void theKameletPassesItsParametersOn() throws Exception {
        DATABASE.run("CREATE TABLE contacts (id INTEGER, name VARCHAR, changed TIMESTAMP(6) WITH TIME ZONE)",
                "INSERT INTO contacts VALUES (1, 'Ada', CURRENT_TIMESTAMP), (2, 'Bob & Co', CURRENT_TIMESTAMP), (3, 'Cyd', CURRENT_TIMESTAMP)");
        var databases = new Databases(Map.of("crm", DATABASE), null, null);
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases));
            var kamelets = new KameletComponent();
            kamelets.setLocation("file:routes/kamelets");
            camel.addComponent("kamelet", kamelets);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:crm").to("kamelet:jdbc-table?database=crm&table=contacts&key=id&modified=changed&columns=name"
                            + "&filter=RAW(name <> 'Bob & Co' AND id < 3)&overlap=1m");
                }
            });
            camel.start();

            Exchange answer = camel.createProducerTemplate().request("direct:crm",
                    exchange -> exchange.getMessage().setHeader("SyncAction", "changes"));

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody(List.class)).singleElement()
                    .satisfies(record -> assertThat((Map<?, ?>) record).extracting("@id", "NAME").containsExactly("1", "Ada"));
            assertThat(answer.getMessage().getHeader("SyncCursor", String.class)).contains("MODIFIED");
        } finally {
            databases.close();
        }
    }
}
