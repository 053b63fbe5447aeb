package io.syncbridge.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.SystemCallFailures;
import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.TextType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
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
            camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases, new Definitions(List.of(), List.of()), null));
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

    @Test
    void aMappedColumnThatIsGoneStopsTheSyncUntilItIsBack() throws Exception {
        DATABASE.run("CREATE TABLE people (ID INTEGER PRIMARY KEY, NAME VARCHAR, FAX VARCHAR, PHOTO VARBINARY)", "INSERT INTO people (ID, NAME) VALUES (1, 'Ada')");
        var databases = new Databases(Map.of("crm", DATABASE), null, null);
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases, new DefinitionReader(new TransformTypes(List.of(new TextType())),
                    text -> null).read("people.sync.yaml", """
                            sync: people
                            systems: {crm: {id: ID}, erp: {id: ID}, hr: {id: ID}}
                            match: [name]
                            fields:
                              name: {crm: NAME, erp: NAME, hr: NAME}
                              fax: {crm: FAX, erp: PHOTO, hr: Telefax}
                            """), null));
            var kamelets = new KameletComponent();
            kamelets.setLocation("file:routes/kamelets");
            camel.addComponent("kamelet", kamelets);
            camel.addRoutesConfigurations(new SystemCallFailures());
            camel.addComponent("sync", new DirectComponent());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("sync:people/crm").to("kamelet:jdbc-table?database=crm&table=people");
                    from("sync:people/erp").to("kamelet:jdbc-table?database=crm&table=people");
                    from("sync:people/hr").process(exchange -> { }).to("kamelet:jdbc-table?database=crm&table=people");
                }
            });
            camel.start();

            assertThat(ask(camel, "people/crm")).isNull();
            DATABASE.run("ALTER TABLE people DROP COLUMN FAX");
            assertThat(ask(camel, "people/crm")).isInstanceOfSatisfying(SystemCallException.class,
                    e -> assertThat(e.isPassing() && e.isOfRoute()).isTrue()).hasMessageContaining("no column `FAX`");
            DATABASE.run("ALTER TABLE people ADD COLUMN FAX VARCHAR");
            assertThat(ask(camel, "people/crm")).isNull();
            assertThat(ask(camel, "people/erp")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no record can hold");
            assertThat(ask(camel, "people/hr")).as("its route may rename the field").isNull();
        } finally {
            databases.close();
        }
    }

    @Test
    void aDocumentIsTextWhereItsFieldHoldsText() throws Exception {
        DATABASE.run("CREATE TABLE papers (ID INTEGER PRIMARY KEY, DOC JSON, NOTE VARCHAR)", "INSERT INTO papers (ID, DOC) VALUES (1, JSON '{\"b\": [1], \"a\": 2.50}')");
        var databases = new Databases(Map.of("crm", DATABASE), null, null);
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("sync-jdbc", new SyncJdbcComponent(databases, new DefinitionReader(new TransformTypes(List.of(new TextType())),
                    text -> null).read("papers.sync.yaml", """
                            sync: papers
                            systems: {text: {id: ID}, other: {id: ID}}
                            match: [doc]
                            fields:
                              doc: {text: DOC, other: DOC, type: text}
                            """), null));
            var kamelets = new KameletComponent();
            kamelets.setLocation("file:routes/kamelets");
            camel.addComponent("kamelet", kamelets);
            camel.addComponent("sync", new DirectComponent());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("sync:papers/text").to("kamelet:jdbc-table?database=crm&table=papers");
                    from("sync:raw/json").to("kamelet:jdbc-table?database=crm&table=papers");
                }
            });
            camel.start();

            assertThat(answer(camel, "papers/text", "read", "1").get("DOC")).isEqualTo("{\"a\":2.50,\"b\":[1]}");
            assertThat(answer(camel, "raw/json", "read", "1").get("DOC")).isEqualTo(Map.of("a", new BigDecimal("2.50"), "b", List.of(1)));

            assertThat(answer(camel, "papers/text", "update", Map.of("@id", "1", "DOC", "{\"c\": true, \"a\": 1}")).get("DOC")).isEqualTo("{\"a\":1,\"c\":true}");
            assertThat(answer(camel, "raw/json", "read", "1").get("DOC")).isEqualTo(Map.of("a", 1, "c", true));
            assertThat(answer(camel, "papers/text", "update", Map.of("@id", "1", "DOC", "{\"c\": "))).containsEntry("@status", "failed").containsEntry("@fields", List.of("DOC"));
            assertThat(answer(camel, "raw/json", "update", Map.of("@id", "1", "DOC", "[\"x\", 2]")).get("DOC")).isEqualTo(List.of("x", 2));
            assertThat(answer(camel, "raw/json", "update", Map.of("@id", "1", "DOC", "[draft] note")).get("DOC")).isEqualTo("[draft] note");
            assertThat(answer(camel, "raw/json", "update", Map.of("@id", "1", "NOTE", Map.of("b", 1, "a", List.of(true)))).get("NOTE"))
                    .isEqualTo("{\"a\":[true],\"b\":1}");
            assertThat(answer(camel, "papers/text", "update", Map.of("@id", "1", "DOC", "plain words")).get("DOC")).isEqualTo("plain words");
        } finally {
            databases.close();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> answer(DefaultCamelContext camel, String system, String action, Object item) {
        return (Map<String, Object>) camel.createProducerTemplate().request("sync:" + system, exchange -> {
            exchange.getMessage().setHeader("SyncAction", action);
            exchange.getMessage().setHeader("SyncSystem", system);
            exchange.getMessage().setBody(List.of(item));
        }).getMessage().getBody(List.class).get(0);
    }

    private static Exception ask(DefaultCamelContext camel, String system) {
        return camel.createProducerTemplate().request("sync:" + system, exchange -> {
            exchange.getMessage().setHeader("SyncAction", "changes");
            exchange.getMessage().setHeader("SyncSystem", system);
        }).getException();
    }
}
